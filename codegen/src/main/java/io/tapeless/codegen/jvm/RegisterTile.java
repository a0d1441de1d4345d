package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * The innermost part of every contraction: the sums of products of {@code height} rows and {@code width}
 * vectors of columns, in registers through the depth. The method knows nothing of the kernel that calls it, so
 * that all contractions of a class share a few of them, it is called often enough to be compiled early, and
 * compiled once. Strides are constants of the method where they are known: C2 then addresses all rows from one
 * register and proves before the loop that it stays within the arrays.
 *
 * @param vectorLanes elements of a vector; 1 in scalar form
 * @param leftRow the distance of neighbouring rows in the left factor
 * @param leftDepth the distance of neighbours along the depth in the left factor
 * @param rightDepth the same in the right factor; null if a table holds how far each depth is from the first
 * @param adds whether sums start from what is in the result, and not from 0
 */
record RegisterTile(DType dtype, Form form, int height, int width, int vectorLanes, Size leftRow, Size leftDepth,
        Size rightDepth, boolean adds) {

    /** The most depths of a call that is made to have the tile compiled. */
    private static final int PRIMING_DEPTHS = CompiledProgram.TILE_DEPTHS;

    /** A name that no different tile has. */
    String name() {
        return "tile" + height + "x" + width + (form.isVector() ? "v" : "s") + Code.descriptor(dtype)
                + text(leftRow) + text(leftDepth) + text(rightDepth) + (adds ? "a" : "");
    }

    private static String text(Size stride) {
        return stride == null ? "_t" : stride instanceof Size.Known known ? "_" + known : "_n";
    }

    /**
     * The parameters: the left array, its first element; the right array, its first element; the array of the
     * result, its first element, the distance of its rows; the depth; then the strides that aren't known; then the table
     * and its first element, if there is one.
     */
    String descriptor() {
        String array = "[" + Code.descriptor(dtype);
        return "(" + array + "I" + array + "I" + array + "III" + "I".repeat(unknownStrides().size())
                + (rightDepth == null ? "[II" : "") + ")V";
    }

    /** Those strides that the caller passes. */
    List<Size> unknownStrides() {
        return Stream.of(leftRow, leftDepth, rightDepth)
                .filter(stride -> stride != null && !(stride instanceof Size.Known)).toList();
    }

    /** Writes the method. */
    void write(Code code) {
        new Writer(code).write();
    }

    /** The distance of result rows, and strides that aren't known, where a tile is called for {@link #prime}. */
    private int primingStride() {
        return width * vectorLanes;
    }

    /** Elements of an array on which {@link #prime} reads and writes. */
    long primingLength() {
        long left = extent(leftRow, height) + extent(leftDepth, PRIMING_DEPTHS) + vectorLanes;
        long right = (rightDepth == null ? 0 : extent(rightDepth, PRIMING_DEPTHS)) + primingStride();
        return Math.max((long) height * primingStride(), Math.max(left, right));
    }

    private long extent(Size stride, int count) {
        return (long) count * (stride instanceof Size.Known known ? known.value() : primingStride());
    }

    /**
     * Pushes arguments of a call that is made to have the tile compiled.
     *
     * @param array pushes the array of that element type
     */
    void prime(Code code, Consumer<DType> array, Var depths) {
        for (int matrix = 0; matrix < 3; matrix++) {
            array.accept(dtype);
            code.push(0);
        }
        code.push(primingStride());
        code.load(depths);
        unknownStrides().forEach(stride -> code.push(primingStride()));
        if (rightDepth == null) {
            array.accept(DType.I32);
            code.push(0);
        }
    }

    private final class Writer {
        private final Code code;
        private final VectorApi vectors;
        private final Var left;
        private final Var leftAt;
        private final Var right;
        private final Var rightAt;
        private final Var result;
        private final Var resultAt;
        private final Var resultRow;
        private final Var depths;
        private final Runnable leftRowStep;
        private final Runnable leftDepthStep;
        private final Runnable rightDepthStep;
        private final Var table;
        private final Var tableAt;

        private Writer(Code code) {
            this.code = code;
            vectors = new VectorApi(code, form.bits());
            String array = "[" + Code.descriptor(dtype);
            left = code.local(array);
            leftAt = code.local("I");
            right = code.local(array);
            rightAt = code.local("I");
            result = code.local(array);
            resultAt = code.local("I");
            resultRow = code.local("I");
            depths = code.local("I");
            leftRowStep = step(leftRow);
            leftDepthStep = step(leftDepth);
            rightDepthStep = rightDepth == null ? null : step(rightDepth);
            table = rightDepth == null ? code.local("[I") : null;
            tableAt = rightDepth == null ? code.local("I") : null;
        }

        /** What pushes a stride: a constant, or the next parameter. */
        private Runnable step(Size stride) {
            if (stride instanceof Size.Known known) {
                return () -> code.push(known.value());
            }
            Var parameter = code.local("I");
            return () -> code.load(parameter);
        }

        private void write() {
            List<Var> sums = new ArrayList<>();
            eachSum((r, v) -> {
                if (adds) {
                    element(() -> load(result, () -> resultPlace(r, v)));
                } else {
                    element(this::zero);
                }
                sums.add(stored());
            });
            List<Var> rows = replicas(leftAt, height, leftRowStep);
            List<Var> columns = replicas(rightAt, width, () -> code.push(vectorLanes));
            code.push(0);
            Var depth = code.stored("I");
            code.loop(depth, depths, 1, () -> products(depth, rows, columns, sums));
            eachSum((r, v) -> {
                if (form.isVector()) {
                    code.load(sums.get(r * width + v));
                    code.load(result);
                    resultPlace(r, v);
                    vectors.intoArray(dtype);
                } else {
                    code.load(result);
                    resultPlace(r, v);
                    code.load(sums.get(r * width + v));
                    code.arrayStore(dtype);
                }
            });
            code.op(Opcodes.RETURN);
        }

        private interface Sum {
            void at(int row, int vector);
        }

        private void eachSum(Sum sum) {
            for (int r = 0; r < height; r++) {
                for (int v = 0; v < width; v++) {
                    sum.at(r, v);
                }
            }
        }

        /** {@code sum[r][v] = fma(left[r], right[v], sum[r][v])} at one depth. */
        private void products(Var depth, List<Var> rows, List<Var> columns, List<Var> sums) {
            int mark = code.mark();
            List<Var> rights = new ArrayList<>();
            for (Var column : columns) {
                element(() -> load(right, () -> rightPlace(column, depth)));
                rights.add(stored());
            }
            for (int r = 0; r < height; r++) {
                Var row = rows.get(r);
                int inner = code.mark();
                element(() -> broadcast(() -> {
                    code.load(left);
                    place(row, depth, leftDepthStep);
                    code.arrayLoad(dtype);
                }));
                Var factor = stored();
                for (int v = 0; v < width; v++) {
                    Var sum = sums.get(r * width + v);
                    code.load(factor);
                    code.load(rights.get(v));
                    code.load(sum);
                    multiplyAdd();
                    code.store(sum);
                }
                code.release(inner);
            }
            code.release(mark);
        }

        /** Pushes {@code base + depth·step}; what changes is added last, so that the rest is computed once. */
        private void place(Var base, Var depth, Runnable step) {
            code.load(base);
            code.load(depth);
            step.run();
            code.op(Opcodes.IMUL);
            code.op(Opcodes.IADD);
        }

        private void rightPlace(Var column, Var depth) {
            if (rightDepth != null) {
                place(column, depth, rightDepthStep);
                return;
            }
            code.load(column);
            code.load(table);
            code.load(tableAt);
            code.load(depth);
            code.op(Opcodes.IADD);
            code.op(Opcodes.IALOAD);
            code.op(Opcodes.IADD);
        }

        private void resultPlace(int row, int vector) {
            code.load(resultAt);
            code.load(resultRow);
            code.push(row);
            code.op(Opcodes.IMUL);
            code.op(Opcodes.IADD);
            code.push(vector * vectorLanes);
            code.op(Opcodes.IADD);
        }

        /** Locals that hold {@code first + i·step}. */
        private List<Var> replicas(Var first, int count, Runnable step) {
            List<Var> all = new ArrayList<>(List.of(first));
            for (int i = 1; i < count; i++) {
                code.load(all.get(i - 1));
                step.run();
                code.op(Opcodes.IADD);
                all.add(code.stored("I"));
            }
            return all;
        }

        // vectors, or scalars in scalar form

        /** Pushes an element: a vector of the species, or a scalar. */
        private void element(Runnable value) {
            if (form.isVector()) {
                vectors.species(dtype);
            }
            value.run();
        }

        private void zero() {
            broadcast(() -> code.op(dtype == DType.F32 ? Opcodes.FCONST_0 : Opcodes.DCONST_0));
        }

        private void broadcast(Runnable scalar) {
            scalar.run();
            if (form.isVector()) {
                vectors.broadcast(dtype);
            }
        }

        private void load(Var from, Runnable place) {
            code.load(from);
            place.run();
            if (form.isVector()) {
                vectors.fromArray(dtype);
            } else {
                code.arrayLoad(dtype);
            }
        }

        private void multiplyAdd() {
            if (form.isVector()) {
                vectors.apply(ScalarOp.FMA, dtype);
            } else {
                String type = Code.descriptor(dtype);
                code.invokeStatic("java/lang/Math", "fma", "(" + type + type + type + ")" + type);
            }
        }

        /** A local that takes the element on the stack. */
        private Var stored() {
            return code.stored(form.isVector() ? VectorApi.descriptor(dtype) : Code.descriptor(dtype));
        }
    }
}
