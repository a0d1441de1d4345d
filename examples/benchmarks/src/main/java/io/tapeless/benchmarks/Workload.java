package io.tapeless.benchmarks;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.check.RandomInputs;
import io.tapeless.codegen.check.Values;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.interp.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Train steps that are measured: a spec of the folder {@code models}, an optimiser, a batch size. */
public enum Workload {
    LOGISTIC("Logistic", "sgd", 64, Map.of(), Map.of("FEATURES", "50")),
    MLP_SGD("Mlp", "sgd", 64, Map.of(), Map.of("FEATURES", "50", "WIDE", "40", "NARROW", "33")),
    MLP_ADAM("Mlp", "adam", 64, Map.of(), Map.of("FEATURES", "50", "WIDE", "40", "NARROW", "33")),
    TINY_MLP_ONE("TinyMlp", "sgd", 1, Map.of(), Map.of()),
    TINY_MLP("TinyMlp", "sgd", 32, Map.of(), Map.of()),
    WIDE_MLP("Mlp", "adam", 128, Map.of("FEATURES", "1024", "WIDE", "4096", "NARROW", "1024"),
            Map.of("FEATURES", "65", "WIDE", "130", "NARROW", "64")),
    LENET("LeNet", "sgd", 64, Map.of(), Map.of("PIXELS", "12")),
    CHAR_LSTM("CharLstm", "adam", 32, Map.of(), Map.of("T", "7", "CHARS", "13", "E", "9", "H", "20")),
    SMALL_GPT("SmallGpt", "adamw", 8, Map.of(),
            Map.of("T", "10", "CHARS", "13", "D", "24", "HEADS", "3", "BLOCKS", "2")),
    RESIDUAL("Residual", "momentum", 16, Map.of(), Map.of("PIXELS", "9", "CHANNELS", "8"));

    private static final double LEARNING_RATE = 1e-3;
    private static final int SMALL_BATCH = 13;

    private final String spec;
    private final String optimizer;
    private final int batch;
    private final Map<String, String> full;
    private final Map<String, String> small;

    Workload(String spec, String optimizer, int batch, Map<String, String> full, Map<String, String> small) {
        this.spec = spec;
        this.optimizer = optimizer;
        this.batch = batch;
        this.full = full;
        this.small = small;
    }

    /** The model at its full size. */
    Model model() {
        return model(spec, full);
    }

    /** A spec of the folder {@code models}. */
    static Model model(String spec, Map<String, String> defines) {
        String file = spec + ".model.java";
        try (InputStream text = Workload.class.getResourceAsStream("/" + file)) {
            return SpecCompiler.compile(file, new String(text.readAllBytes(), StandardCharsets.UTF_8), defines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A trainer in the form that is fastest here, from the first step on, its inputs filled with random numbers. */
    Trainer trainer() {
        return trainer(model(), batch, CompileOptions.defaults().withForm(Form.best()));
    }

    /** A trainer of the same model with small extents. */
    Trainer small(CompileOptions options) {
        return trainer(model(spec, small), Math.min(batch, SMALL_BATCH), options);
    }

    private Trainer trainer(Model model, int examples, CompileOptions options) {
        CompiledModel compiled = ModelCompiler.compile(model, options.withOptimizer(optimizer, LEARNING_RATE));
        Trainer trainer = compiled.trainer(1);
        Map<String, Long> dims = RandomInputs.dims(compiled.step().graph(), examples);
        trainer.bind(dims);
        Map<String, Value> values = RandomInputs.of(compiled.step().graph(), dims, 1);
        trainer.inputs().forEach((name, view) -> {
            if (!name.equals(ModelBuilder.KEY)) {
                Values.copy(values.get(name), view);
            }
        });
        return trainer;
    }
}
