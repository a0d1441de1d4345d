package io.tapeless.codegen;

import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.Random;

/** A classifier with all that training uses, small convolutional networks, and their training. */
final class TrainedModels {
    static final int FEATURES = 100;
    static final int CLASSES = 10;

    private TrainedModels() {}

    static Model classifier(DType dtype) {
        return Model.define("Classifier", model -> {
            Dim batch = model.dim("B");
            Tensor x = model.input("x", dtype, batch, Dim.of(FEATURES));
            Tensor y = model.input("y", DType.I32, batch);
            Tensor w1 = model.param("w1", Initializer.heNormal(), dtype, FEATURES, 140);
            Tensor b1 = model.param("b1", Initializer.zeros(), dtype, 140);
            Tensor w2 = model.param("w2", Initializer.glorotUniform(), dtype, 140, 67);
            Tensor b2 = model.param("b2", Initializer.zeros(), dtype, 67);
            Tensor w3 = model.param("w3", Initializer.glorotNormal(), dtype, 67, CLASSES);
            Tensor h = x.matmul(w1).plus(b1).relu().dropout(0.1);
            Tensor logits = h.matmul(w2).plus(b2).tanh().matmul(w3);
            model.output("logits", logits);
            model.loss("loss", Losses.crossEntropy(logits, y).mean().plus(w1.square().sum().times(1e-4)));
        });
    }

    /** LeNet-5 for small images: two convolutions with pools, three layers. */
    static Model lenet() {
        return Model.define("LeNet", model -> {
            Dim batch = model.dim("B");
            Tensor x = model.input("x", DType.F32, batch, Dim.of(1), Dim.of(12), Dim.of(12));
            Tensor y = model.input("y", DType.I32, batch);
            Tensor first = convolution(model, x, "c1", 6, 5, "same").relu().maxPool2d(2);
            Tensor second = convolution(model, first, "c2", 16, 3, "valid").relu().maxPool2d(2);
            Tensor w = model.param("w", Initializer.heNormal(), DType.F32, 64, 20);
            Tensor v = model.param("v", Initializer.heNormal(), DType.F32, 20, CLASSES);
            Tensor logits = second.reshape(batch, Dim.of(64)).matmul(w).relu().matmul(v);
            model.loss("loss", Losses.crossEntropy(logits, y).mean());
        });
    }

    /** A residual block with batch statistics between convolutions, one of them with stride, and a mean over places. */
    static Model residual() {
        return Model.define("Residual", model -> {
            Dim batch = model.dim("B");
            Tensor x = model.input("x", DType.F32, batch, Dim.of(3), Dim.of(9), Dim.of(9));
            Tensor y = model.input("y", DType.I32, batch);
            Tensor stem = convolution(model, x, "stem", 8, 3, "same").relu();
            Tensor inner = normalized(model, convolution(model, stem, "a", 8, 3, "same"), "a").relu();
            Tensor block = normalized(model, convolution(model, inner, "b", 8, 3, "same"), "b").plus(stem).relu();
            Tensor narrow = block.conv2d(model.param("n", Initializer.heNormal(), DType.F32, 20, 8, 3, 3), 2, 1);
            Tensor features = narrow.globalAvgPool().reshape(batch, Dim.of(20));
            Tensor logits = features.matmul(model.param("v", Initializer.heNormal(), DType.F32, 20, CLASSES));
            model.loss("loss", Losses.crossEntropy(logits, y).mean());
        });
    }

    private static Tensor convolution(ModelBuilder model, Tensor x, String name, int outputs, int kernel,
            String padding) {
        Tensor w = model.param(name + "_w", Initializer.heNormal(), DType.F32, outputs, x.shape().dim(1).constant(),
                kernel, kernel);
        return x.conv2d(w, 1, padding).plus(model.param(name + "_b", Initializer.zeros(), DType.F32, outputs, 1, 1));
    }

    private static Tensor normalized(ModelBuilder model, Tensor x, String name) {
        long channels = x.shape().dim(1).constant();
        return x.batchNorm(model.param(name + "_scale", Initializer.ones(), DType.F32, channels),
                model.param(name + "_shift", Initializer.zeros(), DType.F32, channels),
                model.state(name + "_mean", Initializer.zeros(), DType.F32, channels),
                model.state(name + "_var", Initializer.ones(), DType.F32, channels));
    }

    /** A trainer of {@link #classifier} after a number of steps. */
    static Trainer train(DType dtype, CompileOptions options, int steps) {
        return train(classifier(dtype), 48, 17, options, steps);
    }

    /** A trainer after a number of steps on batches of random examples, each fifth of another size. */
    static Trainer train(Model model, int usual, int fifth, CompileOptions options, int steps) {
        Trainer trainer = ModelCompiler.compile(model, options).trainer(7);
        Random random = new Random(11);
        for (int step = 0; step < steps; step++) {
            int batch = step % 5 == 4 ? fifth : usual;
            trainer.batch(batch);
            fill(trainer.input("x"), random);
            trainer.input("y").set(random.ints(batch, 0, CLASSES).toArray());
            trainer.step();
        }
        return trainer;
    }

    private static void fill(TensorView view, Random random) {
        for (int i = 0; i < view.size(); i++) {
            float value = random.nextFloat() - 0.5f;
            if (view.dtype() == DType.F32) {
                view.floats()[view.offset() + i] = value;
            } else {
                view.doubles()[view.offset() + i] = value;
            }
        }
    }

    /** A hash of the bits of all variables, in order, but for those that only steer the step. */
    static long hash(Parameters parameters) {
        long hash = 0xCBF29CE484222325L;
        for (String name : parameters.table().names()) {
            TensorView view = parameters.get(name);
            for (int i = 0; i < view.size() && !name.startsWith("$"); i++) {
                long bits = Double.doubleToLongBits(view.get(i));
                for (int b = 0; b < 64; b += 8) {
                    hash = (hash ^ (bits >>> b & 0xFF)) * 0x100000001B3L;
                }
            }
        }
        return hash;
    }
}
