package io.tapeless.cli;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSetting.Kind;
import io.tapeless.frontend.TrainSetting.Part;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.IrException;
import io.tapeless.optim.Optimizers;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Adds an option to a command for each setting of some parts; what is left open, {@code @Train} in the spec says. */
abstract class SettingOptions implements CommandLine.IModelTransformer {
    private static final String SHORT_LEARNING_RATE = "--lr";

    /** The settings of the train step. */
    static final class OfStep extends SettingOptions {
        OfStep() {
            super(EnumSet.of(Part.OPTIMIZER, Part.STEP));
        }
    }

    /** The settings of a run of steps. */
    static final class OfRun extends SettingOptions {
        OfRun() {
            super(EnumSet.of(Part.OPTIMIZER, Part.STEP, Part.RUN));
        }
    }

    private final Set<Part> parts;

    private SettingOptions(Set<Part> parts) {
        this.parts = parts;
    }

    @Override
    public CommandSpec transform(CommandSpec command) {
        for (TrainSetting setting : TrainSetting.values()) {
            if (parts.contains(setting.part())) {
                command.addOption(option(setting));
            }
        }
        return command;
    }

    private OptionSpec option(TrainSetting setting) {
        String[] names = setting == TrainSetting.LEARNING_RATE
                ? new String[] {SHORT_LEARNING_RATE, setting.option()} : new String[] {setting.option()};
        String meaning = setting == TrainSetting.OPTIMIZER ? optimizers() : setting.meaning();
        OptionSpec.Builder option = OptionSpec.builder(names).type(String.class).description(meaning);
        return (setting.kind() == Kind.FLAG ? option.arity("0..1").fallbackValue("true").paramLabel("BOOLEAN")
                : option.arity("1").paramLabel(placeholder(setting.kind()))).build();
    }

    private String optimizers() {
        return String.join(", ", Optimizers.names())
                + (parts.contains(Part.RUN) ? ", " + Optimizers.LBFGS + " (all data in each step)" : "");
    }

    private static String placeholder(Kind kind) {
        return switch (kind) {
            case TEXT, VALUE -> "TEXT";
            case COUNT -> "N";
            default -> "X";
        };
    }

    /** The settings that a command was given. */
    static TrainSettings settings(CommandSpec command) {
        Map<TrainSetting, Object> values = new HashMap<>();
        for (TrainSetting setting : TrainSetting.values()) {
            if (setting.part() != Part.DATA && command.findOption(setting.option()) != null) {
                String text = command.findOption(setting.option()).getValue();
                if (text != null) {
                    values.put(setting, value(command, setting, text));
                }
            }
        }
        return new TrainSettings(values);
    }

    private static Object value(CommandSpec command, TrainSetting setting, String text) {
        Object value = switch (setting.kind()) {
            case TEXT, VALUE -> text;
            case FLAG -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : text;
            default -> Numbers.parse(text).map(Object.class::cast).orElse(text);
        };
        try {
            return TrainSettings.NONE.with(setting, value).values().get(setting);
        } catch (IrException e) {
            throw new CommandLine.ParameterException(command.commandLine(), setting.option() + ": expected "
                    + setting.kind().expected() + ", found " + text);
        }
    }
}
