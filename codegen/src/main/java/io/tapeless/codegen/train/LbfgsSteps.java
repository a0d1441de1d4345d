package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Batches;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of L-BFGS over all examples at once, one an epoch. The point it is at is held in f64, also of parameters that
 * are f32; with it and the pairs that are remembered a run goes on as if it had never stopped.
 */
final class LbfgsSteps implements Steps {
    private static final int USUAL_MEMORY = 10;
    private static final String POINT = "$point";
    private static final String STEP = "$step.";
    private static final String CHANGE = "$change.";

    private final Parameters variables;
    private final LossFunction loss;
    private final List<String> metrics;
    private final Map<String, Double> scores = new HashMap<>();
    private final int examples;
    private final int memory;
    private Lbfgs lbfgs;
    private boolean done;
    private long made;

    LbfgsSteps(CompiledModel model, ExampleInputs inputs, Dataset train, TrainingOptions options) {
        TrainSettings settings = model.settings();
        LbfgsSettings.require(settings);
        requireNoUpdates(model.model());
        examples = train.size();
        if (options.batch() < examples) {
            throw new TrainingException("optimizer lbfgs takes all " + examples + " examples in each step, found batch "
                    + options.batch() + "; expected no batch, or one of at least " + examples);
        }
        variables = model.initialize(options.seed());
        metrics = model.model().metrics();
        loss = new LossFunction(model, variables, inputs.binding(examples), options.seed());
        if (loss.isRandom()) {
            throw new TrainingException("optimizer lbfgs minimises a function, but the loss of training is random, as by"
                    + " dropout; expected one that the parameters determine");
        }
        memory = settings.count(TrainSetting.MEMORY).orElse(USUAL_MEMORY);
        Batches all = train.batches(examples);
        all.inOrder();
        all.next();
        Feeder.feed(all, loss.inputs());
    }

    private static void requireNoUpdates(Model model) {
        List<String> states = model.train().updates().keySet().stream().map(v -> ((Leaf.Variable) v.op()).name()).toList();
        if (!states.isEmpty()) {
            throw new TrainingException("optimizer lbfgs tries points that it does not go to, but training updates the"
                    + " states " + states + "; expected a model without");
        }
    }

    @Override
    public int batch() {
        return examples;
    }

    @Override
    public int perEpoch() {
        return 1;
    }

    @Override
    public Epoch epoch(int number, int from) {
        return new Epoch() {
            private int left = 1 - from;

            @Override
            public boolean next() {
                return left-- > 0;
            }

            @Override
            public double step() {
                return LbfgsSteps.this.step();
            }

            @Override
            public int examples() {
                return examples;
            }

            @Override
            public void close() {
            }
        };
    }

    private double step() {
        if (lbfgs == null) {
            lbfgs = new Lbfgs(loss, loss.point(), memory);
        }
        if (!metrics.isEmpty() && !lbfgs.isWhereEvaluated()) {
            lbfgs.evaluate();
        }
        metrics.forEach(name -> scores.put(name, loss.metric(name)));
        double before = lbfgs.value();
        done = !lbfgs.step();
        loss.set(lbfgs.point());
        made++;
        return before;
    }

    @Override
    public boolean areDone() {
        return done;
    }

    @Override
    public long made() {
        return made;
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public double metric(String name) {
        return scores.get(name);
    }

    @Override
    public Parameters variables() {
        return variables;
    }

    @Override
    public boolean hasAverages() {
        return false;
    }

    @Override
    public void copyWeights(Parameters to) {
        if (to != variables) {
            to.set(variables.toArrays(variables.table().names()), to.table().names());
        }
    }

    @Override
    public CompiledFunction function() {
        return loss.function();
    }

    @Override
    public Map<String, NdArray> tensors() {
        Map<String, NdArray> tensors = new LinkedHashMap<>(variables.toArrays(variables.table().names()));
        if (lbfgs != null) {
            tensors.put(POINT, array(lbfgs.point()));
            for (int i = 0; i < lbfgs.pairs().size(); i++) {
                tensors.put(STEP + i, array(lbfgs.pairs().get(i).step()));
                tensors.put(CHANGE + i, array(lbfgs.pairs().get(i).change()));
            }
        }
        return tensors;
    }

    private static NdArray array(double[] elements) {
        return NdArray.of(elements, elements.length);
    }

    @Override
    public void restore(Map<String, NdArray> tensors, long madeBefore) {
        Map<String, NdArray> left = new LinkedHashMap<>(tensors);
        List<Lbfgs.Pair> pairs = new ArrayList<>();
        while (left.containsKey(STEP + pairs.size()) && left.containsKey(CHANGE + pairs.size())) {
            NdArray change = left.remove(CHANGE + pairs.size());
            pairs.add(new Lbfgs.Pair(elements(left.remove(STEP + pairs.size())), elements(change)));
        }
        NdArray point = left.remove(POINT);
        variables.set(left, variables.table().names());
        lbfgs = point == null ? null : new Lbfgs(loss, elements(point), memory, pairs);
        made = madeBefore;
    }

    private double[] elements(NdArray array) {
        if (array.size() != loss.size()) {
            throw new TrainingException("malformed checkpoint: found " + array + "; expected " + loss.size()
                    + " elements, as many as the parameters that are trained have");
        }
        return array.asDoubles();
    }
}
