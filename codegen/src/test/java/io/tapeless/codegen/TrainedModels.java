package io.tapeless.codegen;

import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Losses;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.Random;

/** A classifier with all that training uses: products, softmax, dropout, batch statistics; and its training. */
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

    /** A trainer after a number of steps on batches of 48 and, each fifth time, 17 random examples. */
    static Trainer train(DType dtype, CompileOptions options, int steps) {
        Trainer trainer = ModelCompiler.compile(classifier(dtype), options).trainer(7);
        Random random = new Random(11);
        for (int step = 0; step < steps; step++) {
            int batch = step % 5 == 4 ? 17 : 48;
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

    /** A hash of the bits of all variables, in order. */
    static long hash(Parameters parameters) {
        long hash = 0xCBF29CE484222325L;
        for (String name : parameters.table().names()) {
            TensorView view = parameters.get(name);
            for (int i = 0; i < view.size(); i++) {
                long bits = Double.doubleToLongBits(view.get(i));
                for (int b = 0; b < 64; b += 8) {
                    hash = (hash ^ (bits >>> b & 0xFF)) * 0x100000001B3L;
                }
            }
        }
        return hash;
    }
}
