package io.tapeless.codegen;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;

/**
 * How to compile a model; no choice here but the settings changes a result's bits.
 *
 * @param form how kernels are written; {@link Form#best()} by default
 * @param warmStart whether kernels of a vector form start in scalar form, until HotSpot has compiled the other: the
 *     first steps are several times faster and allocate nothing; by default unless a form is asked for
 * @param threads threads a run may use, the caller's included; 1 by default
 * @param settings how to train; what they leave open, the model's settings say
 * @param profile whether each call of a kernel is timed, for {@link KernelTimes}; not by default
 */
public record CompileOptions(Form form, boolean warmStart, int threads, TrainSettings settings, boolean profile) {
    public CompileOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
        }
    }

    public static CompileOptions defaults() {
        return new CompileOptions(Form.best(), Form.isFree(), 1, TrainSettings.NONE, false);
    }

    /** With kernels of that form and no other, from the first run on. */
    public CompileOptions withForm(Form other) {
        return new CompileOptions(other, false, threads, settings, profile);
    }

    public CompileOptions withThreads(int other) {
        return new CompileOptions(form, warmStart, other, settings, profile);
    }

    public CompileOptions withOptimizer(String name, double rate) {
        return withSettings(settings.with(TrainSetting.OPTIMIZER, name).with(TrainSetting.LEARNING_RATE, rate));
    }

    public CompileOptions withSettings(TrainSettings other) {
        return new CompileOptions(form, warmStart, threads, other, profile);
    }

    /** With calls of kernels that are timed, which takes about 50 ns each. */
    public CompileOptions withProfile() {
        return new CompileOptions(form, warmStart, threads, settings, true);
    }
}
