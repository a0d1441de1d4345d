package io.tapeless.codegen.aot;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.examples.Preparation;
import java.util.Optional;

/**
 * How to make a jar of a model.
 *
 * @param className full name of the class through which it is used; {@code tapeless.models.} and the
 *     model's name if absent
 * @param compile the settings of its train step; a jar holds all forms and takes its threads at run time
 * @param weights values of the parameters and states that the jar is to hold, if any
 * @param preparation how the data were prepared that these were trained on, which the jar is to say, if known
 */
public record JarOptions(Optional<String> className, CompileOptions compile, Optional<Parameters> weights,
        Optional<Preparation> preparation) {

    public static JarOptions defaults() {
        return new JarOptions(Optional.empty(), CompileOptions.defaults(), Optional.empty(), Optional.empty());
    }

    public JarOptions withClassName(String name) {
        return new JarOptions(Optional.of(name), compile, weights, preparation);
    }

    public JarOptions withCompile(CompileOptions options) {
        return new JarOptions(className, options, weights, preparation);
    }

    public JarOptions withWeights(Parameters values) {
        return new JarOptions(className, compile, Optional.of(values), preparation);
    }

    public JarOptions withPreparation(Preparation ofData) {
        return new JarOptions(className, compile, weights, Optional.of(ofData));
    }
}
