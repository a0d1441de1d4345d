package io.tapeless.codegen.jvm;

import static io.tapeless.codegen.loop.Samples.apply;
import static io.tapeless.codegen.loop.Samples.declare;
import static io.tapeless.codegen.loop.Samples.local;
import static io.tapeless.codegen.loop.Samples.real;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Kernels of matrix products in all the ways in which programs ask for them. */
final class Contractions {
    /** What becomes of a sum. Buffers: 0 left, 1 right, 2 result, 3 and up whatever else. */
    enum Epilogue {
        NONE(0),
        /** {@code max(sum + bias, 0)}, as in a dense layer. */
        BIAS_RELU(1),
        /** {@code result −= rate·sum}. */
        SGD(1),
        /** Both moments and the parameter, updated in place. */
        ADAM(3),
        /** {@code h > 0 ? sum : 0}. */
        MASK(1),
        /** The same with the result stored where h was. */
        MASK_IN_PLACE(1),
        /** The result with rows and columns exchanged. */
        TRANSPOSED(0),
        /** {@code sum + column}, in an integer conversion. */
        NUMBERED(0);

        /** Buffers after the result. */
        final int more;

        Epilogue(int more) {
            this.more = more;
        }
    }

    /**
     * A product of {@code rows × depths} by {@code depths × columns}.
     *
     * @param symbolic which of rows, columns and depths are arguments of the kernel
     * @param batch products side by side in memory; 0 for one that isn't in a loop
     */
    record Product(DType dtype, int rows, int columns, int depths, boolean transposeLeft, boolean transposeRight,
            Epilogue epilogue, List<Boolean> symbolic, int batch) {
        static Product of(DType dtype, int rows, int columns, int depths, Epilogue epilogue) {
            return new Product(dtype, rows, columns, depths, false, false, epilogue,
                    Collections.nCopies(3, false), 0);
        }

        Product transposed(boolean left, boolean right) {
            return new Product(dtype, rows, columns, depths, left, right, epilogue, symbolic, batch);
        }

        Product symbolic(boolean rows, boolean columns, boolean depths) {
            return new Product(dtype, this.rows, this.columns, this.depths, transposeLeft, transposeRight, epilogue,
                    List.of(rows, columns, depths), batch);
        }

        Product batch(int batch) {
            return new Product(dtype, rows, columns, depths, transposeLeft, transposeRight, epilogue, symbolic, batch);
        }

        /** Elements of each buffer. */
        int[] lengths() {
            int[] lengths = new int[3 + epilogue.more];
            int count = Math.max(1, batch);
            lengths[0] = count * rows * depths;
            lengths[1] = count * depths * columns;
            for (int i = 2; i < lengths.length; i++) {
                lengths[i] = count * rows * columns;
            }
            return lengths;
        }

        /** Values of the kernel's size arguments. */
        int[] sizes() {
            return new int[] {rows, columns, depths, rows * depths, depths * columns, rows * columns};
        }

        private Size size(int number) {
            boolean argument = switch (number) {
                case 3 -> symbolic.get(0) || symbolic.get(2);
                case 4 -> symbolic.get(1) || symbolic.get(2);
                case 5 -> symbolic.get(0) || symbolic.get(1);
                default -> symbolic.get(number);
            };
            return argument ? new Size.Argument(number) : Size.of(sizes()[number]);
        }

        Kernel kernel() {
            Size m = size(0);
            Size n = size(1);
            Size k = size(2);
            Expr left = transposeLeft ? load(0, 3, term(m, "k"), term(Size.ONE, "m"))
                    : load(0, 3, term(k, "m"), term(Size.ONE, "k"));
            Expr right = transposeRight ? load(1, 4, term(k, "n"), term(Size.ONE, "k"))
                    : load(1, 4, term(n, "k"), term(Size.ONE, "n"));
            Stmt product = new Stmt.Contract("m", m, "n", n, "k", k, left, right, "sum", dtype, statements());
            Stmt body = batch == 0 ? product
                    : new Stmt.For("b", Size.of(batch), Stmt.Mode.SERIAL, List.of(product));
            return new Kernel(Collections.nCopies(3 + epilogue.more, dtype), sizes().length, true, List.of(body));
        }

        private List<Stmt> statements() {
            Expr sum = local("sum", dtype);
            Expr zero = real(dtype, 0);
            Expr gated = epilogue.more == 0 ? null
                    : apply(ScalarOp.SELECT, apply(ScalarOp.GT, element(3), zero), sum, zero);
            return switch (epilogue) {
                case NONE -> List.of(store(2, sum));
                case BIAS_RELU -> List.of(
                        declare("y", apply(ScalarOp.ADD, sum,
                                new Expr.Load(3, Index.of(term(Size.ONE, "n")), dtype))),
                        store(2, apply(ScalarOp.MAX, local("y", dtype), zero)));
                case SGD -> List.of(store(2, apply(ScalarOp.SUB, element(2),
                        apply(ScalarOp.MUL, new Expr.Load(3, Index.of(), dtype), sum))));
                case ADAM -> adam(sum);
                case MASK -> List.of(store(2, gated));
                case MASK_IN_PLACE -> List.of(store(3, gated));
                case TRANSPOSED -> List.of(new Stmt.Store(2,
                        place(5, term(size(0), "n"), term(Size.ONE, "m")), sum));
                case NUMBERED -> List.of(store(2, apply(ScalarOp.ADD, sum,
                        new Expr.Convert(dtype, new Expr.LoopIndex("n")))));
            };
        }

        private List<Stmt> adam(Expr sum) {
            List<Stmt> update = new ArrayList<>();
            update.add(declare("m1", apply(ScalarOp.FMA, element(3), real(dtype, 0.875),
                    apply(ScalarOp.MUL, sum, real(dtype, 0.125)))));
            update.add(declare("v1", apply(ScalarOp.FMA, element(4), real(dtype, 0.9375),
                    apply(ScalarOp.MUL, apply(ScalarOp.MUL, sum, sum), real(dtype, 0.0625)))));
            update.add(store(3, local("m1", dtype)));
            update.add(store(4, local("v1", dtype)));
            Expr rate = new Expr.Load(5, Index.of(), dtype);
            update.add(store(2, apply(ScalarOp.SUB, element(2), apply(ScalarOp.DIV,
                    apply(ScalarOp.MUL, rate, local("m1", dtype)),
                    apply(ScalarOp.ADD, apply(ScalarOp.SQRT, apply(ScalarOp.ABS, local("v1", dtype))),
                            real(dtype, 0.0078125))))));
            return update;
        }

        private Stmt store(int buffer, Expr value) {
            return new Stmt.Store(buffer, ((Expr.Load) element(buffer)).index(), value);
        }

        private Expr element(int buffer) {
            return load(buffer, 5, term(size(1), "m"), term(Size.ONE, "n"));
        }

        private Expr load(int buffer, int matrix, Index.Term... terms) {
            return new Expr.Load(buffer, place(matrix, terms), dtype);
        }

        /** In the matrix of the current batch. */
        private Index place(int matrix, Index.Term... terms) {
            List<Index.Term> all = new ArrayList<>(List.of(terms));
            if (batch > 0) {
                all.add(0, term(size(matrix), "b"));
            }
            return new Index(Size.ZERO, all);
        }

        private static Index.Term term(Size stride, String index) {
            return new Index.Term(stride, new Expr.LoopIndex(index));
        }
    }

    /** The same product of {@code max(left² + right[k], 0)}, and if asked of {@code |right|}. */
    static Kernel computed(Product product, boolean both) {
        Kernel kernel = product.kernel();
        Stmt body = kernel.body().get(0) instanceof Stmt.For batch
                ? new Stmt.For(batch.index(), batch.extent(), batch.mode(), List.of(computed(batch.body().get(0), both)))
                : computed(kernel.body().get(0), both);
        return new Kernel(kernel.buffers(), kernel.sizes(), kernel.splittable(), List.of(body));
    }

    private static Stmt computed(Stmt product, boolean both) {
        Stmt.Contract contract = (Stmt.Contract) product;
        Expr shift = new Expr.Load(1, Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex(contract.depth()))),
                contract.dtype());
        Expr square = apply(ScalarOp.MUL, contract.left(), contract.left());
        Expr left = apply(ScalarOp.MAX, apply(ScalarOp.ADD, square, shift), real(contract.dtype(), 0));
        Expr right = both ? apply(ScalarOp.ABS, contract.right()) : contract.right();
        return new Stmt.Contract(contract.row(), contract.rows(), contract.column(), contract.columns(),
                contract.depth(), contract.depths(), left, right, contract.accumulator(), contract.dtype(),
                contract.epilogue());
    }

    private Contractions() {}
}
