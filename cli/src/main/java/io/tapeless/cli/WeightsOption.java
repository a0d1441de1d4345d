package io.tapeless.cli;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.data.format.WeightsFile;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.IrException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The weights to compute with. */
final class WeightsOption {
    private static final Set<TrainSetting> CHANGES = EnumSet.of(TrainSetting.SCALE, TrainSetting.NORMALIZE);

    @Option(names = "--weights", paramLabel = "FILE", description = "weights (safetensors or NPZ); without, those that"
            + " a jar holds, else the initial values of the seed")
    private Optional<Path> file = Optional.empty();

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    /** The parameters of the file, or the initial values of the seed. */
    Parameters parameters(CompiledModel model, long seed) {
        Parameters parameters = model.initialize(seed);
        read(tensors -> parameters.set(tensors, parameters.table().names()));
        return parameters;
    }

    /** Gives the tensors of the file, if there is one, to what sets them. */
    void read(Consumer<Map<String, NdArray>> set) {
        file.ifPresent(path -> set(path, set));
    }

    /** How the training data were prepared, if the file says so. */
    Optional<Preparation> preparation() {
        return file.flatMap(WeightsOption::preparation);
    }

    /** How the data were prepared that the weights of a file were trained on, if it says so. */
    static Optional<Preparation> preparation(Path file) {
        return Preparation.of(file.toString(), WeightsFile.readMetadata(file));
    }

    boolean isEmpty() {
        return file.isEmpty();
    }

    /** As {@link #preparation()}, with a warning if the file does not say it although settings change inputs. */
    Optional<Preparation> preparation(TrainSettings settings) {
        Optional<Preparation> preparation = preparation();
        if (file.isPresent() && preparation.isEmpty() && CHANGES.stream().anyMatch(settings.values()::containsKey)) {
            command.commandLine().getErr().println("warning: " + file.get() + " does not say how the training data were"
                    + " prepared, as safetensors that train writes do; inputs are taken as they are");
        }
        return preparation;
    }

    /**
     * Gives the tensors of a file to what sets them.
     *
     * @throws CliException if they don't fit, naming the file
     */
    static void set(Path path, Consumer<Map<String, NdArray>> set) {
        Map<String, NdArray> weights = WeightsFile.read(path);
        try {
            set.accept(weights);
        } catch (IrException e) {
            throw new CliException(path + ": " + e.getMessage());
        }
    }
}
