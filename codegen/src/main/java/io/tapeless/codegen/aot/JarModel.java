package io.tapeless.codegen.aot;

import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.runtime.ModelBase;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Binding;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model that runs in this JVM from its jar, with the jar's own run time: {@link ModelBase}, found by name.
 * For one thread at a time.
 */
public final class JarModel implements AutoCloseable {
    private final ModelArchive archive;
    private final URLClassLoader loader;
    private final Object model;
    private final long seed;

    private JarModel(ModelArchive archive, URLClassLoader loader, Object model, long seed) {
        this.archive = archive;
        this.loader = loader;
        this.model = model;
        this.seed = seed;
    }

    /**
     * Loads a model, with the weights that its jar holds, else the initial values of the seed.
     *
     * @param seed of initial values and random numbers
     * @throws DataException if the jar's classes can't be used
     */
    public static JarModel load(ModelArchive archive, long seed) {
        try {
            URL[] path = {archive.file().toUri().toURL()};
            URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
            Class<?> type = loader.loadClass(archive.className());
            boolean seeded = !archive.hasWeights() && !archive.variables().isEmpty();
            Object model = seeded ? type.getConstructor(long.class).newInstance(seed)
                    : type.getConstructor().newInstance();
            return new JarModel(archive, loader, model, seed);
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            throw new DataException(archive.file() + ": its model can't be loaded: " + e, e);
        }
    }

    /**
     * Sets all parameters and states.
     *
     * @throws IrException if one is missing, of another shape or dtype, or if there are others
     */
    public void setWeights(Map<String, NdArray> weights) {
        Parameters parameters = new Parameters(new VariableTable(archive.variables()));
        parameters.set(weights, parameters.table().names());
        weights.forEach((name, array) -> invoke("assign", new Class<?>[] {String.class, Object.class}, name,
                elements(array)));
    }

    /**
     * Runs a function that changes nothing: predict or evaluate.
     *
     * @param inputs by name, each of its input's dtype; others are ignored
     * @return the outputs by name
     * @throws IrException if an input is missing or its shape is wrong, or an index is out of range
     */
    public Map<String, NdArray> run(String function, Map<String, NdArray> inputs) {
        Graph graph = archive.require(function);
        Map<String, int[]> shapes = new HashMap<>(Map.of(ModelBuilder.KEY, new int[0]));
        Map<String, Object> arrays = new HashMap<>();
        inputs.forEach((name, array) -> {
            shapes.put(name, array.shape());
            arrays.put(name, elements(array));
        });
        Map<String, Long> dims = Binding.of(graph, shapes);
        Map<String, Integer> extents = new HashMap<>();
        dims.forEach((name, extent) -> extents.put(name, Math.toIntExact(extent)));
        Map<?, ?> computed = (Map<?, ?>) invoke("compute", new Class<?>[] {String.class, Map.class, Map.class,
            long.class}, function, arrays, extents, seed);
        Map<String, NdArray> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name, array(computed.get(name), node.type(), dims)));
        return outputs;
    }

    private Object invoke(String method, Class<?>[] parameters, Object... arguments) {
        try {
            return model.getClass().getMethod(method, parameters).invoke(model, arguments);
        } catch (InvocationTargetException e) {
            throw new IrException(archive.file() + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new DataException(archive.file() + ": its model can't be used: " + e, e);
        }
    }

    /** As the run time holds them: booleans are {@code int} 0 and 1. */
    private static Object elements(NdArray array) {
        return switch (array.dtype()) {
            case F32 -> array.asFloats();
            case F64 -> array.asDoubles();
            case I32, BOOL -> array.asInts();
            case I64 -> array.asLongs();
        };
    }

    private static NdArray array(Object elements, TensorType type, Map<String, Long> dims) {
        int[] shape = type.shape().evaluate(dims);
        return switch (type.dtype()) {
            case F32 -> NdArray.of((float[]) elements, shape);
            case F64 -> NdArray.of((double[]) elements, shape);
            case I32 -> NdArray.of((int[]) elements, shape);
            case I64 -> NdArray.of((long[]) elements, shape);
            case BOOL -> NdArray.of((int[]) elements, shape).as(DType.BOOL);
        };
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
