package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The models that are measured. */
final class Models {
    /** In the form that is measured from the first run on. */
    private static final CompileOptions EXACT = CompileOptions.defaults().withForm(Form.best());

    private Models() {}

    /** A classifier with ReLU between fully connected layers of the given widths. */
    static Model classifier(int... widths) {
        return Model.define("Classifier", model -> {
            Dim batch = model.dim("B");
            Tensor h = model.input("x", DType.F32, batch, Dim.of(widths[0]));
            Tensor labels = model.input("y", DType.I32, batch);
            for (int layer = 1; layer < widths.length; layer++) {
                h = layer == 1 ? h : h.relu();
                h = dense(model, h, layer, widths);
            }
            model.output("logits", h);
            model.loss("loss", Losses.crossEntropy(h, labels).mean());
        });
    }

    /** A regression with tanh between fully connected layers of the given widths. */
    static Model regression(int... widths) {
        return Model.define("Regression", model -> {
            Dim batch = model.dim("B");
            Tensor h = model.input("x", DType.F32, batch, Dim.of(widths[0]));
            Tensor target = model.input("y", DType.F32, batch, Dim.of(widths[widths.length - 1]));
            for (int layer = 1; layer < widths.length; layer++) {
                h = layer == 1 ? h : h.tanh();
                h = dense(model, h, layer, widths);
            }
            model.output("prediction", h);
            model.loss("loss", h.minus(target).square().mean());
        });
    }

    static Tensor dense(ModelBuilder model, Tensor x, int layer, int... widths) {
        Tensor w = model.param("w" + layer, Initializer.heNormal(), DType.F32, widths[layer - 1], widths[layer]);
        Tensor b = model.param("b" + layer, Initializer.zeros(), DType.F32, widths[layer]);
        return x.matmul(w).plus(b);
    }

    /** A trainer of a classifier on random numbers, bound to a batch size. */
    static Trainer classifierTrainer(String optimizer, int batch, int... widths) {
        Trainer trainer = trainer(classifier(widths), optimizer, batch);
        trainer.input("x").set(uniform(1, batch * widths[0]));
        trainer.input("y").set(new Random(2).ints(batch, 0, widths[widths.length - 1]).toArray());
        return trainer;
    }

    /** A trainer of a regression on random numbers, bound to a batch size. */
    static Trainer regressionTrainer(int batch, int... widths) {
        Trainer trainer = trainer(regression(widths), "sgd", batch);
        trainer.input("x").set(uniform(1, batch * widths[0]));
        trainer.input("y").set(uniform(2, batch * widths[widths.length - 1]));
        return trainer;
    }

    static Trainer trainer(Model model, String optimizer, int batch) {
        CompiledModel compiled = ModelCompiler.compile(model, EXACT.withOptimizer(optimizer, 1e-3));
        Trainer trainer = compiled.trainer(1);
        trainer.batch(batch);
        return trainer;
    }

    /** A function of inputs of static shapes, with memory, its inputs filled with random numbers. */
    static BoundFunction function(Model model, List<String> outputs) {
        CompiledModel compiled = ModelCompiler.compile(model, EXACT);
        CompiledFunction function = compiled.forward(outputs);
        Parameters parameters = compiled.initialize(1);
        BoundFunction bound = compiled.bind(function, parameters, Map.of());
        bound.inputs().values().forEach(view -> view.set(uniform(view.offset(), view.size())));
        return bound;
    }

    static float[] uniform(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
