package io.tapeless.frontend;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Dim;
import io.tapeless.ir.EquationBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import io.tapeless.ir.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Solutions of equations. Their derivatives follow from the equation at the solution, not from the steps that led
 * there: they don't depend on the start, and no step is kept for them. A function given is called once, on a symbolic
 * tensor, and may use any tensor around it. Every function throws {@link io.tapeless.ir.IrException} if the function
 * changes the type.
 */
public final class Equations {
    private Equations() {}

    /**
     * The x with {@code x = f(x)}, by {@code x = f(x)} from a start at most so many times, until a step moves no
     * element by more than {@code tolerance·max(1, max |x|)}. f must contract around x. The linear equation of the
     * derivative is solved the same way, to rounding.
     */
    public static Tensor fixedPoint(Tensor start, UnaryOperator<Tensor> f, double tolerance, Dim atMost) {
        EquationBuilder equation = equation("fixedPoint", start, f, tolerance);
        Tensor one = start.owner().constant(start.dtype(), 1);
        Node last = equation.iterate(start.node(), one.node(), tolerance, atMost);
        return new Tensor(start.owner(), equation.fixedPoint(last, atMost));
    }

    /** As above with several xs of one dtype, which f takes and gives together; what moves most of all counts. */
    public static List<Tensor> fixedPoint(List<Tensor> start, UnaryOperator<List<Tensor>> f, double tolerance,
            Dim atMost) {
        Packed packed = new Packed("fixedPoint", start);
        return packed.unpack(fixedPoint(packed.pack("fixedPoint", start),
                x -> packed.pack("fixedPoint", f.apply(packed.unpack(x))), tolerance, atMost));
    }

    /**
     * The x with {@code f(x) = 0}, by Newton's method from a start, at most so many steps, until one moves no element
     * by more than {@code tolerance·max(1, max |x|)}. All partial derivatives of f are made, and their matrix is
     * factored: of n elements it has n² and takes n³ operations.
     */
    public static Tensor root(Tensor start, UnaryOperator<Tensor> f, double tolerance, Dim atMost) {
        EquationBuilder equation = equation("root", start, f, tolerance);
        ModelBuilder model = start.owner();
        Tensor far = model.constant(start.dtype(), Double.POSITIVE_INFINITY);
        List<Tensor> last = ControlFlow.whileLoop(atMost, List.of(start, far), c -> c.get(1).gt(tolerance), c -> {
            Tensor x = c.get(0);
            Tensor step = newton(x, new Tensor(model, equation.at(x.node())));
            Tensor moved = new Tensor(model, equation.largest(step.node()));
            Tensor scale = new Tensor(model, equation.largest(x.node())).max(1.0);
            return List.of(x.minus(step), moved.dividedBy(scale));
        });
        return new Tensor(model, equation.root(last.get(0).node()));
    }

    /** As above with several xs of one dtype, of which f gives as many values of the same shapes, all to be 0. */
    public static List<Tensor> root(List<Tensor> start, UnaryOperator<List<Tensor>> f, double tolerance, Dim atMost) {
        Packed packed = new Packed("root", start);
        return packed.unpack(root(packed.pack("root", start), x -> packed.pack("root", f.apply(packed.unpack(x))),
                tolerance, atMost));
    }

    /** {@code (∂y/∂x)⁻¹·y}. */
    private static Tensor newton(Tensor x, Tensor y) {
        Dim n = x.shape().size();
        Tensor matrix = reshaped(Derivatives.jacobian(y, x), Shape.of(n, n));
        return reshaped(MatrixFunctions.solve(matrix, reshaped(y, Shape.of(n))), x.shape());
    }

    private static Tensor reshaped(Tensor x, Shape shape) {
        return new Tensor(x.owner(), new Arithmetic(x.owner().graph()).reshape(x.node(), shape));
    }

    private static EquationBuilder equation(String function, Tensor start, UnaryOperator<Tensor> f,
            double tolerance) {
        Check.floats(function, start);
        Check.that(tolerance >= 0, function, "expected a tolerance that is not negative, found " + tolerance, start);
        ModelBuilder model = start.owner();
        Origin origin = model.origin();
        model.graph().setOrigin(origin);
        EquationBuilder equation = new EquationBuilder(model.graph(), start.type());
        Tensor value = f.apply(new Tensor(model, equation.unknown()));
        Check.that(value.type().equals(start.type()), function, "the function gives " + value.type()
                + "; expected the type of its argument", start);
        model.graph().setOrigin(origin);
        equation.finish(Check.nodes(function, model, List.of(value)).get(0));
        return equation;
    }
}
