package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The attributes of each operation as text: those its result type does not show. {@link OpReader}
 * is the inverse.
 */
final class AttributePrinter implements Op.Visitor<String> {
    private final ToIntFunction<Graph> numbers;

    /** @param numbers the number under which a body is printed; negative if it is not */
    AttributePrinter(ToIntFunction<Graph> numbers) {
        this.numbers = numbers;
    }

    @Override
    public String input(Leaf.Input op) {
        return " " + TextScanner.quote(op.name());
    }

    @Override
    public String variable(Leaf.Variable op) {
        return (op.trainable() ? "{trainable} " : " ") + TextScanner.quote(op.name());
    }

    @Override
    public String constant(Leaf.Constant op) {
        return " " + op.value();
    }

    @Override
    public String iota(Leaf.Iota op) {
        return "{axis=" + op.axis() + "}";
    }

    @Override
    public String random(Leaf.Random op) {
        return "{stream=" + op.stream() + "}";
    }

    @Override
    public String map(Elementwise.Map op) {
        return "";
    }

    @Override
    public String cast(Elementwise.Cast op) {
        return "";
    }

    @Override
    public String polygamma(Elementwise.Polygamma op) {
        return "{order=" + op.order() + "}";
    }

    @Override
    public String stopGradient(Elementwise.StopGradient op) {
        return "";
    }

    @Override
    public String reduce(Reduction.Reduce op) {
        return "{axes=" + op.axes() + "}";
    }

    @Override
    public String argReduce(Reduction.ArgReduce op) {
        return "{axis=" + op.axis() + "}";
    }

    @Override
    public String reshape(Movement.Reshape op) {
        return "";
    }

    @Override
    public String transpose(Movement.Transpose op) {
        return "{permutation=" + op.permutation() + "}";
    }

    @Override
    public String broadcast(Movement.Broadcast op) {
        return "{axes=" + op.axes() + "}";
    }

    @Override
    public String slice(Movement.Slice op) {
        return "{starts=" + op.starts() + ", steps=" + op.steps() + "}";
    }

    @Override
    public String pad(Movement.Pad op) {
        return "{low=" + op.low() + ", high=" + op.high() + ", interior=" + op.interior() + "}";
    }

    @Override
    public String concat(Movement.Concat op) {
        return "{axis=" + op.axis() + "}";
    }

    @Override
    public String reverse(Movement.Reverse op) {
        return "{axes=" + op.axes() + "}";
    }

    @Override
    public String unfold(Movement.Unfold op) {
        return windows(op.windows());
    }

    @Override
    public String fold(Movement.Fold op) {
        return windows(op.windows());
    }

    private static String windows(List<Window> windows) {
        return "{axes=" + windows.stream().map(Window::axis).toList()
                + ", sizes=" + windows.stream().map(Window::size).toList()
                + ", strides=" + windows.stream().map(Window::stride).toList()
                + ", dilations=" + windows.stream().map(Window::dilation).toList() + "}";
    }

    @Override
    public String matMul(Contraction.MatMul op) {
        List<String> flags = new ArrayList<>();
        if (op.transposeA()) {
            flags.add("transposeA");
        }
        if (op.transposeB()) {
            flags.add("transposeB");
        }
        return flags.isEmpty() ? "" : "{" + String.join(", ", flags) + "}";
    }

    @Override
    public String decomposition(Decomposition op) {
        List<String> flags = new ArrayList<>();
        if (op instanceof Decomposition.TriangularSolve solve) {
            flags.add(solve.lower() ? "lower" : "upper");
            if (solve.transposed()) {
                flags.add("transposed");
            }
            if (solve.unit()) {
                flags.add("unit");
            }
        } else if (op instanceof Decomposition.LuSolve solve && solve.transposed()) {
            flags.add("transposed");
        }
        return flags.isEmpty() ? "" : "{" + String.join(", ", flags) + "}";
    }

    @Override
    public String gather(Indexing.Gather op) {
        return "{axis=" + op.axis() + "}";
    }

    @Override
    public String scatterAdd(Indexing.ScatterAdd op) {
        return "{axis=" + op.axis() + "}";
    }

    @Override
    public String argSort(Indexing.ArgSort op) {
        return "{axis=" + op.axis() + (op.descending() ? ", descending}" : "}");
    }

    @Override
    public String scan(Control.Scan op) {
        return "{body=" + body(op.body()) + ", length=[" + op.length() + "], carries=" + op.carries() + ", slices="
                + op.slices() + (op.saved() > 0 ? ", saved=" + op.saved() : "")
                + (op.reverse() ? ", reverse" : "") + ", result=" + op.result() + "}";
    }

    @Override
    public String cond(Control.Cond op) {
        return "{then=" + body(op.then()) + ", otherwise=" + body(op.otherwise()) + ", result=" + op.result() + "}";
    }

    @Override
    public String ownDerivative(OwnDerivative op) {
        if (op instanceof OwnDerivative.FixedPoint point) {
            return "{map=" + body(point.map()) + ", atMost=[" + point.atMost() + "]}";
        } else if (op instanceof OwnDerivative.Root root) {
            return "{equation=" + body(root.equation()) + "}";
        }
        OwnDerivative.Custom custom = (OwnDerivative.Custom) op;
        return "{pullback=" + body(custom.pullback())
                + custom.pushforward().map(p -> ", pushforward=" + body(p)).orElse("")
                + ", sources=" + custom.sources() + "}";
    }

    private String body(Graph body) {
        int number = numbers.applyAsInt(body);
        return number < 0 ? "@" : "@" + number;
    }
}
