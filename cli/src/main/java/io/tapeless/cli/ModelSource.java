package io.tapeless.cli;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.ir.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model that tensors are evaluated of: a spec, or a jar. */
interface ModelSource {
    String name();

    /** What is fed, by name. */
    Map<String, TensorType> inputs();

    List<String> outputs();

    /** How the data were prepared that its weights were trained on, if known. */
    Optional<Preparation> preparation();

    /** Loss and metrics. */
    List<String> scores();

    /** The inputs that a tensor depends on. */
    Set<String> needs(String tensor);

    /**
     * The values of tensors.
     *
     * @throws CliException if an input that they need is not given
     */
    Map<String, NdArray> values(List<String> tensors, Map<String, NdArray> given);

    /** Throws if an input that is needed is not given. */
    static void requireGiven(Map<String, TensorType> needed, Map<String, NdArray> given) {
        List<String> missing = needed.keySet().stream().filter(name -> !given.containsKey(name))
                .map(name -> name + " : " + needed.get(name)).toList();
        if (!missing.isEmpty()) {
            throw new CliException((missing.size() == 1 ? "input " : "inputs ") + String.join(", ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " needed and not given; give --in NAME=VALUE");
        }
    }
}
