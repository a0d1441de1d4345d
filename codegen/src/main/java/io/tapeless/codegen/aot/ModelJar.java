package io.tapeless.codegen.aot;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.format.AtomicFile;
import io.tapeless.codegen.runtime.Contents;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.ModelBase;
import io.tapeless.codegen.runtime.ModelTable;
import io.tapeless.frontend.Model;
import io.tapeless.ir.IrException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.lang.model.SourceVersion;

/**
 * A model as a jar that needs nothing else: its functions in every form, the run time they use, and a
 * class with methods named and typed after the model, through which it is trained and asked. Its table and
 * graphs are in it as text, for {@link ModelArchive}. The jar's bytes are a function of the model and the options.
 */
public final class ModelJar {
    private static final String DEFAULT_PACKAGE = "tapeless.models.";
    /** The earliest date a zip can hold, plus a day. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 2, 0, 0);

    private static final String MANIFEST_VERSION = "Manifest-Version: 1.0\r\n";
    private static final String META = "META-INF/";
    private static final String OUTLINE = META + "doc/";

    private final String className;
    private final Map<String, byte[]> entries = new TreeMap<>();

    private ModelJar(String className) {
        this.className = className;
    }

    /**
     * Compiles a model into the entries of a jar.
     *
     * @throws IrException if the class name is none, the weights are another model's, or the model can't be
     *     trained as the options ask
     */
    public static ModelJar of(Model model, JarOptions options) {
        String className = options.className().orElse(DEFAULT_PACKAGE + model.name());
        if (!SourceVersion.isName(className, SourceVersion.RELEASE_17)) {
            throw new IrException("expected the name of a class such as com.example.Digits, found " + className);
        }
        ModelJar jar = new ModelJar(className);
        ModelFunctions functions = new ModelFunctions(model, options.compile().settings());
        ApiClass facade = Facade.of(className.replace('.', '/'), functions, options.weights().isPresent());
        jar.classes(facade, functions);
        jar.entries.put(OUTLINE + facade.name() + ".java",
                FacadePrinter.print(facade).getBytes(StandardCharsets.UTF_8));
        jar.entries.put(ModelArchive.TABLE, functions.table().encode().getBytes(StandardCharsets.UTF_8));
        functions.graphs().forEach((name, graph) -> jar.entries.put(ModelArchive.graph(name),
                graph.toString().getBytes(StandardCharsets.UTF_8)));
        options.preparation().ifPresent(preparation -> jar.entries.put(ModelArchive.DATA,
                preparation.text().getBytes(StandardCharsets.UTF_8)));
        options.weights().ifPresent(weights -> jar.entries.put(facade.name() + ModelBase.WEIGHTS,
                weights(model, weights)));
        return jar;
    }

    private void classes(ApiClass facade, ModelFunctions functions) {
        Map<String, byte[]> files = new LinkedHashMap<>(FacadeEmitter.emit(facade));
        for (ModelTable.Function entry : functions.table().functions()) {
            LoweredFunction function = functions.functions().get(entry.name());
            for (Form form : Form.values()) {
                String name = entry.className(className, form);
                files.put(name.replace('.', '/'), function.emit(form, name));
            }
        }
        files.putAll(RuntimeClasses.neededBy(files.values()));
        String target = facade.name().substring(0, facade.name().lastIndexOf('/') + 1) + "runtime/"
                + facade.simpleName().toLowerCase(Locale.ROOT) + "/";
        files.forEach((name, file) -> entries.put(RuntimeClasses.relocate(name, target) + ".class",
                ConstantPool.map(file, text -> RuntimeClasses.relocate(text, target))));
    }

    private static byte[] weights(Model model, Parameters weights) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (String name : model.variables().keySet()) {
                contents(weights.get(name)).write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Contents contents(TensorView view) {
        return Contents.of(view.array(), view.offset(), view.size());
    }

    /** Full name of the class through which the model is used. */
    public String className() {
        return className;
    }

    /** The class files by their paths on a class path, and the weights if the jar holds some. */
    public Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>(entries);
        classes.keySet().removeIf(path -> path.startsWith(META));
        return classes;
    }

    /**
     * Writes the jar, replacing the file as a whole.
     *
     * @throws io.tapeless.codegen.data.DataException if that fails; the file is then what it was
     */
    public void write(Path file) {
        AtomicFile.write(file, out -> zip(out, manifest(), entries));
    }

    /**
     * Writes a jar of sources for editors: the class with all methods and their Javadoc, without their code.
     *
     * @throws io.tapeless.codegen.data.DataException if that fails; the file is then what it was
     */
    public void writeSources(Path file) {
        Map<String, byte[]> sources = new TreeMap<>();
        entries.forEach((path, content) -> {
            if (path.startsWith(OUTLINE)) {
                sources.put(path.substring(OUTLINE.length()), content);
            }
        });
        AtomicFile.write(file, out -> zip(out, MANIFEST_VERSION + "\r\n", sources));
    }

    private static void zip(OutputStream out, String manifest, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, META + "MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                entry(zip, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private String manifest() {
        return MANIFEST_VERSION + "Main-Class: " + className + "\r\nAutomatic-Module-Name: "
                + className.toLowerCase(Locale.ROOT) + "\r\nCreated-By: Tapeless\r\n\r\n";
    }
}
