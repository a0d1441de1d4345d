package io.tapeless.codegen.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.jvm.Contractions.Epilogue;
import io.tapeless.codegen.jvm.Contractions.Product;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelInterpreter;
import io.tapeless.codegen.loop.KernelVerifier;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Scratch;
import io.tapeless.ir.DType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tiled products leave the bits of the interpreter in memory, and nothing beside the result. */
class ContractEmitterTest {
    private static final int SLACK = 64;
    private static final int OFFSET = 5;

    /** Arrays of a product's buffers; each is checked as a whole, with what lies around the matrix in it. */
    private static List<Object> data(Product product) {
        Random random = new Random(product.hashCode());
        List<Object> arrays = new ArrayList<>();
        for (int length : product.lengths()) {
            double[] values = new double[OFFSET + length + SLACK];
            Arrays.setAll(values, i -> random.nextInt(16) == 0 ? 0 : (float) random.nextGaussian());
            if (product.dtype() == DType.F64) {
                arrays.add(values);
            } else {
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) values[i];
                }
                arrays.add(floats);
            }
        }
        if (product.epilogue() == Epilogue.MASK_IN_PLACE) {
            arrays.set(2, arrays.get(3));
        }
        return arrays;
    }

    static void check(Product product, Form... forms) {
        Kernel kernel = product.kernel();
        KernelVerifier.verify(kernel);
        check(product, kernel, expected(product, kernel), forms);
    }

    private static List<Object> expected(Product product, Kernel kernel) {
        List<Object> expected = data(product);
        KernelInterpreter.run(kernel, expected.stream().map(a -> new KernelInterpreter.Buffer(a, OFFSET)).toList(),
                product.sizes());
        return expected;
    }

    /** Of a large f32 product without epilogue, without the interpreter. */
    private static List<Object> plainlyExpected(Product product) {
        List<Object> expected = data(product);
        float[] left = (float[]) expected.get(0);
        float[] right = (float[]) expected.get(1);
        float[] result = (float[]) expected.get(2);
        for (int i = 0; i < product.rows(); i++) {
            for (int j = 0; j < product.columns(); j++) {
                float sum = 0;
                for (int k = 0; k < product.depths(); k++) {
                    int l = product.transposeLeft() ? k * product.rows() + i : i * product.depths() + k;
                    sum = Math.fma(left[OFFSET + l], right[OFFSET + k * product.columns() + j], sum);
                }
                result[OFFSET + i * product.columns() + j] = sum;
            }
        }
        return expected;
    }

    private static void check(Product product, Kernel kernel, List<Object> expected, Form... forms) {
        int extent = product.batch() > 0 ? product.batch() : product.rows();
        for (Form form : forms) {
            CompiledProgram program = Emitted.compile(kernel, form);
            for (int parts = 1; parts <= 2; parts++) {
                List<Object> arrays = data(product);
                int granule = Math.max(1, program.calls().calls().get(0).granule());
                int middle = parts == 1 ? extent : Math.min(extent, (extent / 2 + granule) / granule * granule);
                run(program, product, arrays, 0, middle);
                run(program, product, arrays, middle, extent);
                compare(product, form, arrays, expected);
            }
        }
    }

    private static void run(CompiledProgram program, Product product, List<Object> arrays, int from, int to) {
        Method kernel = Arrays.stream(program.getClass().getDeclaredMethods())
                .filter(method -> method.getName().equals("k0")).findFirst().orElseThrow();
        kernel.setAccessible(true);
        List<Object> arguments = new ArrayList<>();
        for (Object array : arrays) {
            arguments.add(array);
            arguments.add(OFFSET);
        }
        Arrays.stream(product.sizes()).forEach(arguments::add);
        List<Integer> scratch = program.calls().scratch();
        arguments.add(new Scratch(scratch.get(0), scratch.get(1), scratch.get(2), scratch.get(3), false));
        arguments.add(from);
        arguments.add(to);
        try {
            kernel.invoke(null, arguments.toArray());
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(product.toString(), e);
        }
    }

    private static void compare(Product product, Form form, List<Object> found, List<Object> expected) {
        for (int b = 0; b < found.size(); b++) {
            int buffer = b;
            String text = product + " in " + form + ", buffer " + buffer;
            if (found.get(b) instanceof float[] floats) {
                float[] wanted = (float[]) expected.get(b);
                int place = Arrays.mismatch(floats, wanted);
                assertEquals(-1, place, () -> text + "[" + (place - OFFSET) + "] is " + floats[place] + ", expected "
                        + wanted[place]);
            } else {
                assertEquals(-1, Arrays.mismatch((double[]) found.get(b), (double[]) expected.get(b)), text);
            }
        }
    }

    private static Form[] forms() {
        return Emitted.forms().toArray(Form[]::new);
    }

    @Test
    void everyEpilogueInEveryLayout() {
        for (Epilogue epilogue : Epilogue.values()) {
            for (int layout = 0; layout < 4; layout++) {
                check(Product.of(DType.F32, 9, 37, 6, epilogue).transposed(layout % 2 == 1, layout > 1), forms());
            }
            check(Product.of(DType.F64, 13, 21, 4, epilogue), forms());
        }
    }

    @Test
    void everyNumberOfColumns() {
        for (int columns = 1; columns <= 70; columns += columns % 16 == 1 ? 2 : 7) {
            check(Product.of(DType.F32, 7, columns, 3, Epilogue.BIAS_RELU), forms());
            check(Product.of(DType.F32, 5, columns, 3, Epilogue.SGD).transposed(true, true), forms());
        }
    }

    @Test
    void everyNumberOfRows() {
        for (int rows = 1; rows <= 27; rows += rows < 14 ? 1 : 5) {
            check(Product.of(DType.F32, rows, 17, 2, Epilogue.SGD), forms());
            check(Product.of(DType.F32, rows, 33, 2, Epilogue.NONE).symbolic(true, false, false), forms());
            check(Product.of(DType.F32, rows, 20, 2, Epilogue.MASK_IN_PLACE).symbolic(true, true, true), forms());
        }
    }

    @Test
    void unknownSizes() {
        for (int known = 0; known < 8; known++) {
            for (int layout = 0; layout < 4; layout++) {
                check(Product.of(DType.F32, 15, 35, 5, Epilogue.ADAM).transposed(layout % 2 == 1, layout > 1)
                        .symbolic((known & 1) != 0, (known & 2) != 0, (known & 4) != 0), forms());
            }
        }
    }

    @Test
    void depthsInBlocks() {
        check(Product.of(DType.F32, 3, 5, 1100, Epilogue.SGD).transposed(false, true), forms());
        check(Product.of(DType.F64, 99, 3, 20, Epilogue.NONE).transposed(true, true).symbolic(true, true, true),
                forms());
    }

    @Test
    void factorsThatAreCopiedFirst() {
        Product copied = Product.of(DType.F32, 97, 515, 257, Epilogue.NONE);
        check(copied, copied.kernel(), plainlyExpected(copied), Form.best());
        Product turned = Product.of(DType.F32, 520, 130, 257, Epilogue.NONE).transposed(true, false);
        check(turned, turned.kernel(), plainlyExpected(turned), Form.best());
    }

    @Test
    void factorsThatAreComputed() {
        for (int layout = 0; layout < 4; layout++) {
            boolean left = layout % 2 == 1;
            boolean right = layout > 1;
            checkComputed(Product.of(DType.F32, 29, 37, 21, Epilogue.BIAS_RELU).transposed(left, right));
            checkComputed(Product.of(DType.F32, 14, 19, 9, Epilogue.SGD).transposed(left, right).symbolic(true, true, true));
        }
        checkComputed(Product.of(DType.F64, 29, 5, 21, Epilogue.NONE).symbolic(true, false, false));
        checkComputed(Product.of(DType.F32, 30, 3, 700, Epilogue.NONE));
        checkComputed(Product.of(DType.F32, 5, 3, 1100, Epilogue.SGD));
        checkComputed(Product.of(DType.F32, 7, 19, 4, Epilogue.NONE).batch(3));
        checkComputed(Product.of(DType.F32, 4, 20, 0, Epilogue.BIAS_RELU));
    }

    private static void checkComputed(Product product) {
        for (boolean both : List.of(false, true)) {
            Kernel kernel = Contractions.computed(product, both);
            KernelVerifier.verify(kernel);
            check(product, kernel, expected(product, kernel), forms());
        }
    }

    @Test
    void productsSideBySide() {
        check(Product.of(DType.F32, 5, 19, 4, Epilogue.NONE).batch(3), forms());
        check(Product.of(DType.F32, 6, 16, 4, Epilogue.MASK).batch(3).transposed(false, true)
                .symbolic(true, true, false), forms());
    }

    @Test
    void nothingToDo() {
        check(Product.of(DType.F32, 4, 20, 0, Epilogue.BIAS_RELU), forms());
        check(Product.of(DType.F32, 4, 20, 0, Epilogue.NONE).transposed(true, true), forms());
        check(Product.of(DType.F32, 0, 20, 3, Epilogue.NONE).symbolic(true, true, true), forms());
        check(Product.of(DType.F32, 4, 0, 3, Epilogue.NONE).symbolic(true, true, true), forms());
    }

    @Test
    void methodsAreSmallEnoughToBeCompiled() {
        for (Form form : Form.values()) {
            for (Epilogue epilogue : Epilogue.values()) {
                Kernel kernel = Product.of(DType.F32, 784, 250, 64, epilogue).kernel();
                assertTrue(KernelEmitter.bytes(kernel, form) < KernelEmitter.MAX_BYTES,
                        () -> epilogue + " in " + form + " takes " + KernelEmitter.bytes(kernel, form));
            }
        }
    }
}
