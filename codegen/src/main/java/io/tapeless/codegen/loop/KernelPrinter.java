package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.SourceVersion;

/**
 * Prints kernels as plain Java that compiles with javac and gives the same bits: LANES loops are
 * ordinary loops, accumulators arrays of lanes.
 */
public final class KernelPrinter {
    private static final String CHECKED = """
                static int checked(long position, int extent) {
                    return (int) java.util.Objects.checkIndex(position, (long) extent);
                }
            """;

    private final StringBuilder out = new StringBuilder();
    private final Kernel kernel;
    private final Map<String, Stmt.Accumulator> accumulators = new HashMap<>();
    private String lane;
    private int indent = 1;

    private KernelPrinter(Kernel kernel) {
        this.kernel = kernel;
    }

    /** A class with one method for each kernel, {@code k0}, {@code k1} …, and the calls as comments. */
    public static String print(Program program, String className) {
        StringBuilder text = new StringBuilder("final class " + className + " {\n");
        steps(text, program.steps(), "    // ");
        for (int i = 0; i < program.kernels().size(); i++) {
            text.append('\n').append(print(program.kernels().get(i), "k" + i));
        }
        return text.append('\n').append(CHECKED).append("}\n").toString();
    }

    private static void steps(StringBuilder text, List<? extends Program.Step> steps, String indent) {
        String inner = indent + "    ";
        for (Program.Step step : steps) {
            text.append(indent);
            if (step instanceof Program.Call call) {
                text.append('k').append(call.kernel()).append(" slots ").append(call.slots()).append(" sizes ")
                        .append(call.sizes()).append(": ").append(call.label().replaceAll("\\s+", " ")).append('\n');
            } else if (step instanceof Program.When when) {
                text.append("when slot ").append(when.condition()).append('\n');
                steps(text, when.then(), inner);
                text.append(indent).append("otherwise\n");
                steps(text, when.otherwise(), inner);
            } else {
                Program.Repeat repeat = (Program.Repeat) step;
                text.append("repeat size ").append(repeat.length()).append(repeat.reverse() ? ", reverse" : "")
                        .append(repeat.counter() < 0 ? "" : ", counting in slot " + repeat.counter()).append('\n');
                repeat.windows().forEach(w -> text.append(inner).append(window(w)).append('\n'));
                if (!repeat.start().isEmpty()) {
                    text.append(inner).append("first\n");
                    steps(text, repeat.start(), inner + "    ");
                }
                steps(text, repeat.body(), inner);
            }
        }
    }

    /** {@code slot 7 in slots [3, 4] in turn, first in slot 1} or {@code slot 7 in slot 3 at (i + 1) * size 2}. */
    private static String window(Program.Window window) {
        return "slot " + window.slot() + " in " + (window.turns().size() == 1 ? "slot " + window.turns().get(0)
                : "slots " + window.turns() + " in turn")
                + (window.stride() < 0 ? "" : " at (i + " + window.shift() + ") * size " + window.stride())
                + (window.first() < 0 ? "" : ", first in slot " + window.first())
                + (window.last() < 0 ? "" : ", last in slot " + window.last());
    }

    /**
     * One static method. Parameters: array and offset of each buffer ({@code b0, o0, …}), the sizes
     * ({@code s0, …}), and the range of the outer loop ({@code from, to}) if the kernel is splittable.
     */
    static String print(Kernel kernel, String name) {
        KernelPrinter printer = new KernelPrinter(kernel);
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < kernel.buffers().size(); i++) {
            parameters.append(", ").append(storage(kernel.buffers().get(i))).append("[] b").append(i)
                    .append(", int o").append(i);
        }
        for (int i = 0; i < kernel.sizes(); i++) {
            parameters.append(", int s").append(i);
        }
        parameters.append(kernel.splittable() ? ", int from, int to" : "");
        String list = parameters.length() == 0 ? "" : parameters.substring(2);
        printer.line("static void " + name + "(" + list + ") {");
        printer.block(kernel.body(), kernel.splittable());
        printer.line("}");
        return printer.out.toString();
    }

    private void line(String text) {
        out.append("    ".repeat(indent)).append(text).append('\n');
    }

    private void block(List<Stmt> body, boolean split) {
        indent++;
        for (Stmt stmt : body) {
            stmt(stmt, split);
        }
        indent--;
    }

    private void stmt(Stmt stmt, boolean split) {
        if (stmt instanceof Stmt.Declare declare) {
            line(type(declare.dtype()) + " " + name(declare.name()) + " = " + text(declare.value()) + ";");
        } else if (stmt instanceof Stmt.Assign assign) {
            line(name(assign.name()) + " = " + text(assign.value()) + ";");
        } else if (stmt instanceof Stmt.Store store) {
            String value = text(store.value());
            line(place(store.buffer(), store.index()) + " = "
                    + (store.value().dtype() == DType.BOOL ? value + " ? 1 : 0" : value) + ";");
        } else if (stmt instanceof Stmt.Accumulator accumulator) {
            accumulators.put(accumulator.name(), accumulator);
            String type = type(accumulator.dtype());
            line(type + "[] " + name(accumulator.name()) + " = new " + type + "["
                    + Lanes.count(accumulator.dtype()) + "];");
            line("java.util.Arrays.fill(" + name(accumulator.name()) + ", "
                    + text(Lanes.identity(accumulator.combine(), accumulator.dtype())) + ");");
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            Stmt.Accumulator accumulator = accumulators.get(accumulate.accumulator());
            int mask = Lanes.count(accumulator.dtype()) - 1;
            String element = name(accumulator.name()) + "[" + lane + " & " + mask + "]";
            line(element + " = " + apply(accumulator.combine(), accumulator.dtype(),
                    List.of(element, text(accumulate.value()))) + ";");
        } else if (stmt instanceof Stmt.For loop) {
            String outer = lane;
            lane = loop.mode() == Stmt.Mode.LANES ? name(loop.index()) : lane;
            open(loop.index(), loop.extent(), split);
            block(loop.body(), false);
            line("}");
            lane = outer;
        } else if (stmt instanceof Stmt.While loop) {
            line("while (" + text(loop.condition()) + ") {");
            block(loop.body(), false);
            line("}");
        } else if (stmt instanceof Stmt.If choice) {
            line("if (" + text(choice.condition()) + ") {");
            block(choice.body(), false);
            line("}");
        } else if (stmt instanceof Stmt.Contract contract) {
            contract(contract, split);
        }
    }

    private void open(String index, Size extent, boolean split) {
        String i = name(index);
        line("for (int " + i + " = " + (split ? "from" : "0") + "; " + i + " < " + (split ? "to" : extent) + "; "
                + i + "++) {");
    }

    private void contract(Stmt.Contract contract, boolean split) {
        String sum = name(contract.accumulator());
        open(contract.row(), contract.rows(), split);
        indent++;
        open(contract.column(), contract.columns(), false);
        indent++;
        line(type(contract.dtype()) + " " + sum + " = 0;");
        open(contract.depth(), contract.depths(), false);
        indent++;
        line(sum + " = Math.fma(" + text(contract.left()) + ", " + text(contract.right()) + ", " + sum + ");");
        indent--;
        line("}");
        contract.epilogue().forEach(stmt -> stmt(stmt, false));
        indent--;
        line("}");
        indent--;
        line("}");
    }

    private String text(Expr expr) {
        if (expr instanceof Expr.Real real) {
            return real(real);
        } else if (expr instanceof Expr.Int constant) {
            return switch (constant.dtype()) {
                case BOOL -> constant.value() != 0 ? "true" : "false";
                case I64 -> constant.value() + "L";
                default -> Long.toString(constant.value());
            };
        } else if (expr instanceof Expr.Local local) {
            return name(local.name());
        } else if (expr instanceof Expr.LoopIndex index) {
            return name(index.name());
        } else if (expr instanceof Expr.Digit digit) {
            return "(" + name(digit.loop()) + (digit.divisor().isKnown(1) ? "" : " / " + digit.divisor()) + " % "
                    + digit.extent() + ")";
        } else if (expr instanceof Expr.SizeValue value) {
            return value.size().toString();
        } else if (expr instanceof Expr.Load load) {
            String place = place(load.buffer(), load.index());
            return load.dtype() == DType.BOOL ? "(" + place + " != 0)" : place;
        } else if (expr instanceof Expr.Apply apply) {
            return apply(apply.function(), apply.arguments().get(apply.arguments().size() - 1).dtype(),
                    apply.arguments().stream().map(this::text).toList());
        } else if (expr instanceof Expr.Convert convert) {
            return convert(text(convert.value()), convert.value().dtype(), convert.dtype());
        } else if (expr instanceof Expr.Bitcast bitcast) {
            return bitcast(text(bitcast.value()), bitcast.value().dtype(), bitcast.dtype());
        } else if (expr instanceof Expr.Fold fold) {
            return fold(accumulators.get(fold.accumulator()));
        }
        Expr.Checked checked = (Expr.Checked) expr;
        return "checked(" + text(checked.position()) + ", " + checked.extent() + ")";
    }

    private static String real(Expr.Real real) {
        double value = real.value();
        if (real.dtype() == DType.F64) {
            return Double.isNaN(value) ? "Double.NaN" : Double.isInfinite(value)
                    ? value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY" : Double.toString(value);
        }
        return Double.isNaN(value) ? "Float.NaN" : Double.isInfinite(value)
                ? value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY" : (float) value + "f";
    }

    private static String apply(ScalarOp function, DType dtype, List<String> arguments) {
        String a = arguments.get(0);
        String b = arguments.size() > 1 ? arguments.get(1) : "";
        boolean bool = dtype == DType.BOOL;
        return switch (function) {
            case NEG -> "(-" + (a.startsWith("-") ? " " : "") + a + ")";
            case NOT -> (bool ? "(!" : "(~") + a + ")";
            case SQRT -> dtype == DType.F32 ? "((float) Math.sqrt(" + a + "))" : "Math.sqrt(" + a + ")";
            case ABS, MIN, MAX, FMA -> "Math." + function.name().toLowerCase(Locale.ROOT)
                    + "(" + String.join(", ", arguments) + ")";
            case SELECT -> "(" + a + " ? " + b + " : " + arguments.get(2) + ")";
            case SHL -> "(" + a + " << " + b + ")";
            case SHR -> "(" + a + " >>> " + b + ")";
            case LT, LE, GT, GE -> bool ? "((" + a + " ? 1 : 0) " + symbol(function) + " (" + b + " ? 1 : 0))"
                    : "(" + a + " " + symbol(function) + " " + b + ")";
            default -> "(" + a + " " + symbol(function) + " " + b + ")";
        };
    }

    private static String symbol(ScalarOp function) {
        return switch (function) {
            case ADD -> "+";
            case SUB -> "-";
            case MUL -> "*";
            case DIV -> "/";
            case REM -> "%";
            case EQ -> "==";
            case NE -> "!=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
            case AND -> "&";
            case OR -> "|";
            case XOR -> "^";
            default -> throw new IllegalArgumentException(function + " is not a primitive");
        };
    }

    private static String convert(String value, DType from, DType to) {
        if (from == to) {
            return value;
        } else if (to == DType.BOOL) {
            return "(" + value + " != 0)";
        } else if (from == DType.BOOL) {
            return "((" + type(to) + ") (" + value + " ? 1 : 0))";
        }
        return "((" + type(to) + ") " + value + ")";
    }

    private static String bitcast(String value, DType from, DType to) {
        if (from == to) {
            return value;
        }
        return switch (to) {
            case F32 -> "Float.intBitsToFloat(" + value + ")";
            case F64 -> "Double.longBitsToDouble(" + value + ")";
            case I32 -> "Float.floatToRawIntBits(" + value + ")";
            default -> "Double.doubleToRawLongBits(" + value + ")";
        };
    }

    /** The tree of lane l with lane l + h, written out. */
    private static String fold(Stmt.Accumulator accumulator) {
        return fold(accumulator, 0, 1);
    }

    private static String fold(Stmt.Accumulator accumulator, int lane, int half) {
        if (half == Lanes.count(accumulator.dtype())) {
            return name(accumulator.name()) + "[" + lane + "]";
        }
        return apply(accumulator.combine(), accumulator.dtype(), List.of(fold(accumulator, lane, half * 2),
                fold(accumulator, lane + half, half * 2)));
    }

    private String place(int buffer, Index index) {
        StringBuilder text = new StringBuilder("b" + buffer + "[o" + buffer);
        if (!index.offset().isKnown(0)) {
            text.append(" + ").append(index.offset());
        }
        for (Index.Term term : index.terms()) {
            text.append(" + ").append(term.stride().isKnown(1) ? "" : term.stride() + " * ")
                    .append(text(term.position()));
        }
        return text.append(']').toString();
    }

    /** Names of Java and of the parameters get an underscore. */
    private static String name(String name) {
        boolean taken = SourceVersion.isKeyword(name) || name.matches("[bos][0-9]+|from|to|checked|_+|.+_");
        return taken ? name + "_" : name;
    }

    private static String type(DType dtype) {
        return dtype == DType.BOOL ? "boolean" : storage(dtype);
    }

    private static String storage(DType dtype) {
        return switch (dtype) {
            case F32 -> "float";
            case F64 -> "double";
            case I64 -> "long";
            case I32, BOOL -> "int";
        };
    }
}
