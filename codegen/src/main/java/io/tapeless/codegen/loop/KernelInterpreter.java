package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs a kernel one element at a time, as its text says: what emitted code is compared with, bit for bit. */
public final class KernelInterpreter {
    /**
     * What a kernel works on.
     *
     * @param array {@code float[]}, {@code double[]}, {@code int[]} or {@code long[]}; bool is {@code int[]}
     * @param offset the element of it that is number 0 of the buffer
     */
    public record Buffer(Object array, int offset) {}

    private final Kernel kernel;
    private final List<Buffer> buffers;
    private final int[] sizes;
    private final int from;
    private final int to;
    /** Values of locals and indices, and lanes of accumulators as {@code Object[]}. */
    private final Map<String, Object> names = new HashMap<>();
    private final Map<String, Stmt.Accumulator> accumulators = new HashMap<>();
    private int lane;

    private KernelInterpreter(Kernel kernel, List<Buffer> buffers, int[] sizes, int from, int to) {
        this.kernel = kernel;
        this.buffers = buffers;
        this.sizes = sizes;
        this.from = from;
        this.to = to;
    }

    /**
     * Runs a kernel.
     *
     * @throws IndexOutOfBoundsException if a checked position is out of range
     */
    public static void run(Kernel kernel, List<Buffer> buffers, int... sizes) {
        run(kernel, buffers, 0, Integer.MAX_VALUE, sizes);
    }

    /** Runs iterations [from, to) of the outer loop of a splittable kernel. */
    public static void run(Kernel kernel, List<Buffer> buffers, int from, int to, int... sizes) {
        KernelInterpreter interpreter = new KernelInterpreter(kernel, buffers, sizes, from, to);
        interpreter.body(kernel.body(), kernel.splittable());
    }

    private void body(List<Stmt> body, boolean split) {
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare) {
                names.put(declare.name(), value(declare.value()));
            } else if (stmt instanceof Stmt.Assign assign) {
                names.put(assign.name(), value(assign.value()));
            } else if (stmt instanceof Stmt.Store store) {
                Object value = value(store.value());
                store(buffers.get(store.buffer()), place(store.buffer(), store.index()), value);
            } else if (stmt instanceof Stmt.Accumulator accumulator) {
                Object[] lanes = new Object[Lanes.count(accumulator.dtype())];
                Arrays.fill(lanes, value(Lanes.identity(accumulator.combine(), accumulator.dtype())));
                names.put(accumulator.name(), lanes);
                accumulators.put(accumulator.name(), accumulator);
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                Object[] lanes = (Object[]) names.get(accumulate.accumulator());
                combine(accumulators.get(accumulate.accumulator()), lanes, lane % lanes.length,
                        value(accumulate.value()));
            } else if (stmt instanceof Stmt.For loop) {
                int end = size(loop.extent());
                for (int i = split ? from : 0; i < (split ? Math.min(to, end) : end); i++) {
                    names.put(loop.index(), i);
                    lane = loop.mode() == Stmt.Mode.LANES ? i : lane;
                    body(loop.body(), false);
                }
            } else if (stmt instanceof Stmt.While loop) {
                while (holds(loop.condition())) {
                    body(loop.body(), false);
                }
            } else if (stmt instanceof Stmt.If choice) {
                if (holds(choice.condition())) {
                    body(choice.body(), false);
                }
            } else if (stmt instanceof Stmt.Contract contract) {
                contract(contract, split);
            }
        }
    }

    private boolean holds(Expr condition) {
        return (Boolean) value(condition);
    }

    private void contract(Stmt.Contract contract, boolean split) {
        int rows = size(contract.rows());
        for (int row = split ? from : 0; row < (split ? Math.min(to, rows) : rows); row++) {
            for (int column = 0; column < size(contract.columns()); column++) {
                Object sum = Scalars.convert(0, contract.dtype());
                for (int depth = 0; depth < size(contract.depths()); depth++) {
                    names.put(contract.row(), row);
                    names.put(contract.column(), column);
                    names.put(contract.depth(), depth);
                    sum = Scalars.apply(ScalarOp.FMA,
                            List.of(value(contract.left()), value(contract.right()), sum));
                }
                names.put(contract.row(), row);
                names.put(contract.column(), column);
                names.put(contract.accumulator(), sum);
                body(contract.epilogue(), false);
            }
        }
    }

    private static void combine(Stmt.Accumulator accumulator, Object[] lanes, int lane, Object value) {
        lanes[lane] = Scalars.apply(accumulator.combine(), List.of(lanes[lane], value));
    }

    private Object value(Expr expr) {
        if (expr instanceof Expr.Real real) {
            return real.dtype() == DType.F32 ? (Object) (float) real.value() : (Object) real.value();
        } else if (expr instanceof Expr.Int constant) {
            return Scalars.convert(constant.value(), constant.dtype());
        } else if (expr instanceof Expr.Local local) {
            return names.get(local.name());
        } else if (expr instanceof Expr.LoopIndex index) {
            return names.get(index.name());
        } else if (expr instanceof Expr.Digit digit) {
            return (Integer) names.get(digit.loop()) / size(digit.divisor()) % size(digit.extent());
        } else if (expr instanceof Expr.SizeValue value) {
            return size(value.size());
        } else if (expr instanceof Expr.Load load) {
            return load(buffers.get(load.buffer()), place(load.buffer(), load.index()), load.dtype());
        } else if (expr instanceof Expr.Apply apply) {
            return Scalars.apply(apply.function(), values(apply.arguments()));
        } else if (expr instanceof Expr.Convert convert) {
            return Scalars.convert(value(convert.value()), convert.dtype());
        } else if (expr instanceof Expr.Bitcast bitcast) {
            Object value = value(bitcast.value());
            return bitcast.dtype() == bitcast.value().dtype() ? value : Scalars.bitcast(value);
        } else if (expr instanceof Expr.Fold fold) {
            Object[] lanes = ((Object[]) names.get(fold.accumulator())).clone();
            for (int half = lanes.length / 2; half >= 1; half /= 2) {
                for (int l = 0; l < half; l++) {
                    combine(accumulators.get(fold.accumulator()), lanes, l, lanes[l + half]);
                }
            }
            return lanes[0];
        }
        Expr.Checked checked = (Expr.Checked) expr;
        long position = Scalars.toLong(value(checked.position()));
        return (int) Objects.checkIndex(position, (long) size(checked.extent()));
    }

    private List<Object> values(List<Expr> exprs) {
        Object[] values = new Object[exprs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(exprs.get(i));
        }
        return Arrays.asList(values);
    }

    private int place(int buffer, Index index) {
        int place = buffers.get(buffer).offset() + size(index.offset());
        for (Index.Term term : index.terms()) {
            place += size(term.stride()) * (Integer) value(term.position());
        }
        return place;
    }

    private int size(Size size) {
        return size instanceof Size.Known known ? known.value() : sizes[((Size.Argument) size).number()];
    }

    private static Object load(Buffer buffer, int place, DType dtype) {
        return switch (dtype) {
            case F32 -> ((float[]) buffer.array())[place];
            case F64 -> ((double[]) buffer.array())[place];
            case I32 -> ((int[]) buffer.array())[place];
            case I64 -> ((long[]) buffer.array())[place];
            case BOOL -> ((int[]) buffer.array())[place] != 0;
        };
    }

    private static void store(Buffer buffer, int place, Object value) {
        if (value instanceof Float x) {
            ((float[]) buffer.array())[place] = x;
        } else if (value instanceof Double x) {
            ((double[]) buffer.array())[place] = x;
        } else if (value instanceof Long x) {
            ((long[]) buffer.array())[place] = x;
        } else {
            ((int[]) buffer.array())[place] = (int) Scalars.toLong(value);
        }
    }
}
