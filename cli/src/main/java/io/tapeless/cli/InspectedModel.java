package io.tapeless.cli;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.TrainGraphs;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.aot.ModelArchive;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.ModelTable;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.ir.Graph;
import io.tapeless.pass.PassPipeline;
import io.tapeless.pass.Stage;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages of a model's main function: the train step if it has one, else prediction. */
abstract class InspectedModel {
    /** The name of the model. */
    abstract String name();

    /** As declared, in predict mode. */
    abstract Graph forward();

    /** With gradients and updates. */
    abstract Graph gradient();

    /** After all passes. */
    abstract Graph optimized();

    /** The class of the optimized graph's program. */
    abstract byte[] classFile(LoweredFunction function);

    /** The batch that the model asks for. */
    abstract Optional<Integer> batch();

    final LoweredFunction lowered() {
        Graph graph = optimized();
        return ModelCompiler.lower(graph, VariableTable.of(graph));
    }

    /** A model compiled here. */
    static InspectedModel of(Model model) {
        return new InspectedModel() {
            @Override
            String name() {
                return model.name();
            }

            @Override
            Graph forward() {
                return model.forward();
            }

            @Override
            Graph gradient() {
                if (model.loss().isEmpty()) {
                    throw new CliException("model " + model.name() + " has no @Loss, so it has no gradient");
                }
                return Stage.GRADIENT.of(stages());
            }

            private PassPipeline.Stages stages() {
                return TrainGraphs.of(model, model.settings()).stages();
            }

            @Override
            Graph optimized() {
                return model.loss().isPresent() ? stages().result() : ModelCompiler.optimize(model.forward());
            }

            @Override
            byte[] classFile(LoweredFunction function) {
                return function.emit(Form.best(), name());
            }

            @Override
            Optional<Integer> batch() {
                return model.settings().count(TrainSetting.BATCH);
            }
        };
    }

    /** A model in a jar, with the graphs and the class that are in it. */
    static InspectedModel of(ModelArchive archive) {
        return new InspectedModel() {
            @Override
            String name() {
                return archive.table().name();
            }

            @Override
            Graph forward() {
                return archive.require(ModelArchive.FORWARD);
            }

            @Override
            Graph gradient() {
                return archive.find(ModelArchive.GRADIENT).orElseThrow(
                        () -> new CliException("model " + name() + " has no train step, so it has no gradient"));
            }

            @Override
            Graph optimized() {
                return archive.require(function());
            }

            private String function() {
                return Stream.of(ModelTable.STEP, ModelTable.PREDICT, ModelTable.EVALUATE).filter(archive.table()::has)
                        .findFirst().orElseThrow(() -> new CliException("model " + name() + " computes nothing"));
            }

            @Override
            byte[] classFile(LoweredFunction function) {
                return archive.classFile(function(), Form.best());
            }

            @Override
            Optional<Integer> batch() {
                return Optional.empty();
            }
        };
    }
}
