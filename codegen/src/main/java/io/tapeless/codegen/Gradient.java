package io.tapeless.codegen;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A scalar function of n doubles, declared in Java and compiled with its derivatives, for optimisers, samplers and
 * models of finance. The gradient costs a small multiple of the value, whatever n is.
 *
 * <pre>{@code
 * Gradient bowl = Gradient.of(3, x -> x.minus(1).square().sum());
 * double[] gradient = new double[3];
 * double value = bowl.valueAndGradient(new double[] {1, 2, 3}, gradient);     // 5, and {0, 2, 4}
 * }</pre>
 *
 * What is constant during a call and may change between calls is a state of the function's model:
 *
 * <pre>{@code
 * Gradient misfit = Gradient.of(2, (m, line) -> {
 *     Tensor x = m.state("x", Initializer.zeros(), DType.F64, 100);
 *     Tensor y = m.state("y", Initializer.zeros(), DType.F64, 100);
 *     return line.narrow(0, 0, 1).times(x).plus(line.narrow(0, 1, 1)).minus(y).square().mean();
 * });
 * misfit.state("x").set(xs);
 * misfit.state("y").set(ys);
 * Lbfgs lbfgs = new Lbfgs(misfit::valueAndGradient, new double[2], 10);
 * while (lbfgs.gradientNorm() > 1e-9 && lbfgs.step()) { }
 * }</pre>
 *
 * A call allocates nothing once one of its kind has been made; the first one compiles what it needs. For one thread at
 * a time: {@link #copy} gives another thread its own, which shares the code and the states. What is random in the
 * function is drawn from one key, so that it is a function. Every method throws {@link IllegalArgumentException} if
 * an array is not of the length it says.
 */
public final class Gradient {
    private static final String POINT = "x";
    private static final String DIRECTION = "$direction";
    private static final String RESULT = "value";
    private static final String DERIVATIVE = "$derivative";

    /** What is computed at a point, each by a function of its own. */
    private enum Kind { VALUE, GRADIENT, PRODUCT, HESSIAN }

    /** Compiled functions by kind, shared by all copies. Thread-safe. */
    private static final class Code {
        private final CompiledModel compiled;
        private final TensorType point;
        private final Parameters states;
        private final Map<Kind, CompiledFunction> functions = new EnumMap<>(Kind.class);

        Code(CompiledModel compiled, TensorType point) {
            this.compiled = compiled;
            this.point = point;
            this.states = compiled.initialize(0);
        }

        synchronized CompiledFunction function(Kind kind) {
            return functions.computeIfAbsent(kind, missing -> compiled.function(
                    compiled.model().forward(List.of(RESULT)), forward -> derive(forward, missing)));
        }

        /** Adds a derivative to the graph of the value. */
        private Graph derive(Graph forward, Kind kind) {
            GraphBuilder builder = GraphBuilder.extending(forward);
            Differentiator differentiator = new Differentiator(builder);
            Node x = builder.add(new Leaf.Input(POINT, point));
            Node y = forward.output(RESULT);
            Map<String, Node> outputs = new LinkedHashMap<>();
            if (kind == Kind.VALUE || kind == Kind.GRADIENT) {
                outputs.put(RESULT, y);
            }
            switch (kind) {
                case VALUE -> { }
                case GRADIENT -> outputs.put(DERIVATIVE, differentiator.gradient(y, x));
                case PRODUCT -> outputs.put(DERIVATIVE,
                        differentiator.hvp(y, x, builder.add(new Leaf.Input(DIRECTION, point))));
                case HESSIAN -> outputs.put(DERIVATIVE, differentiator.hessian(y, x));
            }
            return builder.build(forward.name(), outputs);
        }

        BoundFunction bind(Kind kind) {
            return compiled.bind(function(kind), states, Map.of());
        }
    }

    private final Code code;
    private final int size;
    private final Map<Kind, BoundFunction> bound = new EnumMap<>(Kind.class);

    private Gradient(Code code) {
        this.code = code;
        this.size = Math.toIntExact(code.point.shape().size().constant());
    }

    /**
     * Compiles a function of n doubles and its gradient.
     *
     * @param function makes the scalar of an {@code f64[n]}
     * @throws IrException if the result is no f64 scalar, or does not depend on the point
     */
    public static Gradient of(int n, UnaryOperator<Tensor> function) {
        return of(n, (model, x) -> function.apply(x));
    }

    /** As {@link #of(int, UnaryOperator)}, with the builder of the function's model, to declare states and constants. */
    public static Gradient of(int n, BiFunction<ModelBuilder, Tensor, Tensor> function) {
        return of(n, function, CompileOptions.defaults());
    }

    /** As {@link #of(int, BiFunction)}, compiled as the options say: with several threads, for instance. */
    public static Gradient of(int n, BiFunction<ModelBuilder, Tensor, Tensor> function, CompileOptions options) {
        TensorType point = new TensorType(DType.F64, Shape.of(n));
        Model model = Model.define("Function", m -> {
            Tensor y = function.apply(m, m.input(POINT, DType.F64, n));
            if (!y.type().equals(TensorType.scalar(DType.F64))) {
                throw new IrException("the function: expected a scalar of f64, found " + y.type(),
                        y.node().origin().site());
            }
            m.output(RESULT, y);
        });
        Gradient gradient = new Gradient(new Code(ModelCompiler.compile(model, options), point));
        gradient.code.function(Kind.GRADIENT);
        return gradient;
    }

    /** The same function for another thread. Its code and its states are shared, its memory is not. */
    public Gradient copy() {
        return new Gradient(code);
    }

    /** The number n of variables. */
    public int size() {
        return size;
    }

    /**
     * The memory of a state, shared by all copies; it is no time to write it while another thread makes a call.
     *
     * @throws IrException if there is none of that name
     */
    public TensorView state(String name) {
        return code.states.get(name);
    }

    /** f(x). */
    public double value(double[] x) {
        return run(Kind.VALUE, x).output(RESULT).get(0);
    }

    /**
     * f(x) and ∇f(x).
     *
     * @param gradient where to write the n derivatives
     * @return the value
     */
    public double valueAndGradient(double[] x, double[] gradient) {
        BoundFunction done = run(Kind.GRADIENT, x);
        done.output(DERIVATIVE).read(gradient);
        return done.output(RESULT).get(0);
    }

    /**
     * ∇²f(x)·v, at a small multiple of the gradient's cost.
     *
     * @param product where to write its n elements
     */
    public void hvp(double[] x, double[] v, double[] product) {
        feed(bound(Kind.PRODUCT), DIRECTION, v);
        run(Kind.PRODUCT, x).output(DERIVATIVE).read(product);
    }

    /**
     * ∇²f(x), at the cost of about n gradients.
     *
     * @param hessian where to write its n·n elements, row by row
     */
    public void hessian(double[] x, double[] hessian) {
        run(Kind.HESSIAN, x).output(DERIVATIVE).read(hessian);
    }

    private BoundFunction run(Kind kind, double[] x) {
        BoundFunction function = bound(kind);
        feed(function, POINT, x);
        function.run();
        return function;
    }

    /** Sets an input, unless the derivative is the same for all its values. */
    private void feed(BoundFunction function, String name, double[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException("expected " + size + " elements, found " + values.length);
        }
        TensorView input = function.inputs().get(name);
        if (input != null) {
            input.set(values);
        }
    }

    private BoundFunction bound(Kind kind) {
        BoundFunction function = bound.get(kind);
        if (function == null) {
            function = code.bind(kind);
            bound.put(kind, function);
        }
        return function;
    }
}
