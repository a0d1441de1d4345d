package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelPrinter;
import io.tapeless.codegen.loop.KernelVerifier;
import io.tapeless.codegen.loop.Primitives;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Site;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** One kernel for every function that has an expansion, in f32 and f64, printed as Java and compiled. */
final class ScalarKernels {
    private static final Dim SIZE = Dim.of(Integer.MAX_VALUE);

    private final Class<?> compiled;

    private ScalarKernels(Class<?> compiled) {
        this.compiled = compiled;
    }

    static List<ScalarOp> functions() {
        List<ScalarOp> functions = new ArrayList<>();
        for (ScalarOp function : ScalarOp.values()) {
            if (!Primitives.ALL.contains(function)) {
                functions.add(function);
            }
        }
        return functions;
    }

    /** {@code out[i] = function(in0[i], …)}; the last buffer is out. */
    static Kernel kernel(ScalarOp function, DType dtype) {
        KernelBuilder builder = new KernelBuilder();
        builder.loop(SIZE, Stmt.Mode.LANES, at -> {
            List<Expr> arguments = new ArrayList<>();
            for (int i = 0; i < function.arity(); i++) {
                arguments.add(builder.load(slot(i, dtype), at));
            }
            builder.store(slot(function.arity(), dtype), at,
                    MathExpansion.expand(builder, function, arguments, dtype));
        });
        Kernel kernel = builder.finish(true, function.text(), Site.UNKNOWN).kernel();
        KernelVerifier.verify(kernel);
        return kernel;
    }

    private static Slot slot(int number, DType dtype) {
        return new Slot(number, Slot.Region.INPUT, dtype, SIZE, "", Optional.empty());
    }

    /** Prints and compiles them all. */
    static ScalarKernels compile(Path directory) throws IOException, ReflectiveOperationException {
        List<Kernel> kernels = new ArrayList<>();
        for (ScalarOp function : functions()) {
            kernels.add(kernel(function, DType.F32));
            kernels.add(kernel(function, DType.F64));
        }
        Path source = directory.resolve("Kernels.java");
        Files.writeString(source, KernelPrinter.print(new Program(kernels, List.of()), "Kernels"));
        int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
        if (errors != 0) {
            throw new IllegalStateException("the printed kernels do not compile: " + source);
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null);
        return new ScalarKernels(loader.loadClass("Kernels"));
    }

    void run(ScalarOp function, float[] out, float[]... in) {
        run(function, 0, float[].class, out, out.length, in);
    }

    void run(ScalarOp function, double[] out, double[]... in) {
        run(function, 1, double[].class, out, out.length, in);
    }

    private void run(ScalarOp function, int dtype, Class<?> array, Object out, int length, Object[] in) {
        List<Class<?>> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i <= in.length; i++) {
            types.add(array);
            types.add(int.class);
            values.add(i < in.length ? in[i] : out);
            values.add(0);
        }
        types.addAll(List.of(int.class, int.class));
        values.addAll(List.of(0, length));
        try {
            Method method = compiled.getDeclaredMethod("k" + (2 * functions().indexOf(function) + dtype),
                    types.toArray(Class<?>[]::new));
            method.setAccessible(true);
            method.invoke(null, values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
