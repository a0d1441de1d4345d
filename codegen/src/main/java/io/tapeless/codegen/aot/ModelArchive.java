package io.tapeless.codegen.aot;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.ModelBase;
import io.tapeless.codegen.runtime.ModelTable;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What a jar that {@link ModelJar} wrote says of its model; reading it runs none of its code. */
public final class ModelArchive {
    /** Name of the graph of predict mode as declared. */
    public static final String FORWARD = "forward";
    /** Name of the graph of the train step before the passes; there is none without a step. */
    public static final String GRADIENT = "gradient";

    static final String TABLE = "META-INF/tapeless/table.txt";
    static final String DATA = "META-INF/tapeless/data.json";
    private static final String GRAPHS = "META-INF/tapeless/";
    private static final String GRAPH = ".graph";

    private final Path file;
    private final String className;
    private final Map<String, byte[]> entries;
    private final ModelTable table;
    private final Map<String, Graph> graphs = new LinkedHashMap<>();

    private ModelArchive(Path file, String className, Map<String, byte[]> entries) {
        this.file = file;
        this.className = className;
        this.entries = entries;
        this.table = ModelTable.parse(text(entries.get(TABLE)));
        entries.forEach((entry, content) -> {
            if (entry.startsWith(GRAPHS) && entry.endsWith(GRAPH)) {
                graphs.put(entry.substring(GRAPHS.length(), entry.length() - GRAPH.length()),
                        GraphParser.parse(text(content)));
            }
        });
    }

    static String graph(String name) {
        return GRAPHS + name + GRAPH;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /**
     * Reads a jar.
     *
     * @throws DataException if it can't be read or holds no model
     */
    public static ModelArchive read(Path file) {
        if (!Files.exists(file)) {
            throw new DataException(file + ": no such file");
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            String className = jar.getManifest() == null ? null
                    : jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (className == null || jar.getEntry(TABLE) == null) {
                throw new DataException(file + ": holds no compiled model; expected a jar that tapeless compile wrote");
            }
            Map<String, byte[]> entries = new TreeMap<>();
            for (JarEntry entry : Collections.list(jar.entries())) {
                entries.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
            return new ModelArchive(file, className, entries);
        } catch (IOException e) {
            throw new DataException(file + ": can't be read as a jar: " + e.getMessage(), e);
        } catch (IrException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DataException(file + ": what it says of its model can't be read: " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    /** Full name of the class through which the model is used. */
    public String className() {
        return className;
    }

    public ModelTable table() {
        return table;
    }

    /** The graph of a function after all passes, {@link #FORWARD} or {@link #GRADIENT}; empty if there is none. */
    public Optional<Graph> find(String graph) {
        return Optional.ofNullable(graphs.get(graph));
    }

    /**
     * A graph as {@link #find} gives it.
     *
     * @throws IrException if there is none
     */
    public Graph require(String graph) {
        return find(graph).orElseThrow(() -> new IrException("model " + table.name() + " has no " + graph
                + "; its jar has the graphs " + graphs.keySet()));
    }

    /** Types of parameters and states, in order of declaration. */
    public Map<String, TensorType> variables() {
        Map<String, TensorType> types = new LinkedHashMap<>();
        find(ModelTable.INIT).ifPresent(init -> init.outputs().forEach((name, node) -> types.put(name, node.type())));
        return types;
    }

    /** Whether the jar holds values of parameters and states. */
    public boolean hasWeights() {
        return entries.containsKey(className.replace('.', '/') + ModelBase.WEIGHTS);
    }

    /**
     * How the data were prepared that its weights were trained on, if it says so.
     *
     * @throws DataException if that is malformed
     */
    public Optional<Preparation> preparation() {
        return Optional.ofNullable(entries.get(DATA)).map(content -> Preparation.parse(file.toString(), text(content)));
    }

    /**
     * The class file of a function's program.
     *
     * @throws IrException if the model has no such function
     */
    public byte[] classFile(String function, Form form) {
        if (!table.has(function)) {
            throw new IrException("model " + table.name() + " has no function " + function);
        }
        return entries.get(table.function(function).className(className, form).replace('.', '/') + ".class");
    }

    /** Sizes of the jar's entries in bytes, unpacked, by name. */
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        entries.forEach((name, content) -> sizes.put(name, content.length));
        return sizes;
    }
}
