package io.tapeless.examples.adbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.examples.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ADBench's objectives and their derivatives: its own expected values, and complex steps of the definitions. */
class AdbenchTest {
    private static final Path FOLDER = Path.of("adbench");
    private static final Path DATA = FOLDER.resolve("data");
    private static final double TOLERANCE = 1e-10;
    private static final Map<String, Objective> COMPILED = new HashMap<>();
    private static Json expected;
    private static Json references;

    @BeforeAll
    static void read() throws IOException {
        expected = Json.read(DATA.resolve("expected.json"));
        references = Json.read(DATA.resolve("references.json"));
    }

    /** An objective of static sizes is compiled once. */
    private static Objective objective(String spec, Instance instance) {
        return COMPILED.computeIfAbsent(spec + instance.defines(),
                key -> Objective.of(FOLDER.resolve(spec + ".model.java"), instance, CompileOptions.defaults()))
                .with(instance);
    }

    /** Relative errors, where terms cancel against a thousandth of the largest element. */
    private static void assertClose(double[] expected, double... found) {
        assertEquals(expected.length, found.length);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            double allowed = TOLERANCE * Math.max(Math.abs(expected[i]), 1e-3 * largest);
            assertTrue(Math.abs(expected[i] - found[i]) <= allowed,
                    () -> "element " + at + ": expected " + expected[at] + ", found " + found[at]);
        }
    }

    private static double[] output(BoundFunction function, String name) {
        return function.output(name).toArray().asDoubles();
    }

    private static double[] concat(BoundFunction function, String... names) {
        return Stream.of(names).flatMapToDouble(name -> Arrays.stream(output(function, name))).toArray();
    }

    private static double[] every(int step, double... values) {
        return IntStream.iterate(0, i -> i < values.length, i -> i + step).mapToDouble(i -> values[i]).toArray();
    }

    // ------------------------------------------------------------------ Gaussian mixture

    private static void gmm(Instance instance, Json expected, int step) {
        BoundFunction function = objective("Gmm", instance).gradients("objective", List.of("alphas", "means", "icf"));
        function.run();
        assertClose(expected.get("objective").numbers(), output(function, "objective"));
        assertClose(expected.get("gradient").numbers(), every(step, concat(function, "alphas", "means", "icf")));
    }

    private static void gmm(Instance instance, String name) {
        gmm(instance, references.get(name), (int) references.get(name).get("step").number());
    }

    @Test
    void gaussianMixtureOfAdbenchsTest() throws IOException {
        gmm(Instances.gmm(DATA.resolve("gmm/test.txt"), false), expected.get("gmm"), 1);
    }

    @Test
    void gaussianMixtureOf10Coordinates() throws IOException {
        gmm(Instances.gmm(DATA.resolve("gmm/gmm_d10_K25.txt"), false), "gmm_d10_K25");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 32, 64})
    void gaussianMixture(int d) {
        gmm(Instances.gmm(d, 25, 200), "gmm_d" + d + "_K25");
    }

    // ------------------------------------------------------------------ bundle adjustment

    /** The sparse Jacobian in ADBench's order: all rows of errors, then those of weights; columns ascend. */
    @Test
    void bundleAdjustmentOfAdbenchsTest() throws IOException {
        Json ba = expected.get("ba");
        Objective objective = objective("BundleAdjustment", Instances.bundleAdjustment(DATA.resolve("ba/test.txt")));
        BoundFunction function = objective.values("errors", "weightErrors", "jacobian", "weightJacobian");
        function.run();
        int p = function.output("weightErrors").size();
        for (int i = 0; i < p; i++) {
            assertClose(ba.get("reproj_err_each").numbers(),
                    Arrays.copyOfRange(output(function, "errors"), 2 * i, 2 * i + 2));
            assertClose(ba.get("w_err_each").numbers(), function.output("weightErrors").get(i));
        }
        assertClose(ba.get("J_vals").numbers(), concat(function, "jacobian", "weightJacobian"));
        assertEquals(2 * p * 15 + p, ba.get("J_cols").numbers().length);
    }

    /** Cameras that differ, one of them without a rotation. */
    @Test
    void bundleAdjustment() {
        Json ba = references.get("ba");
        double[] cameras = Instances.uniform(5, 5 * 11, 1);
        for (int camera = 0; camera < 5; camera++) {
            cameras[camera * 11 + 5] -= 5;
            cameras[camera * 11 + 6] += 2;
        }
        Arrays.fill(cameras, 0, 3, 0);
        BoundFunction function = objective("BundleAdjustment", Instances.bundleAdjustment(5, 7, cameras,
                Instances.uniform(6, 7 * 3, 1), Instances.uniform(7, 40, 1), Instances.uniform(8, 40 * 2, 1)))
                .values("errors", "weightErrors", "jacobian", "weightJacobian");
        function.run();
        for (String name : List.of("errors", "weightErrors", "jacobian")) {
            assertClose(ba.get(name).numbers(), output(function, name));
        }
    }

    // ------------------------------------------------------------------ LSTM

    private static void lstm(String file, Json expected) throws IOException {
        BoundFunction function = objective("Lstm", Instances.lstm(DATA.resolve("lstm").resolve(file)))
                .gradients("objective", List.of("main", "extra"));
        function.run();
        assertClose(expected.get("objective").numbers(), output(function, "objective"));
        assertClose(expected.get("gradient").numbers(), concat(function, "main", "extra"));
    }

    @Test
    void lstmOfTwoLayers() throws IOException {
        lstm("lstm_l2_c1024.txt", expected.get("lstm"));
    }

    @Test
    void lstmOfFourLayers() throws IOException {
        lstm("lstm_l4_c1024.txt", references.get("lstm_l4_c1024"));
    }

    // ------------------------------------------------------------------ hand

    private static Instance hand(String file, boolean inTriangles) throws IOException {
        return HandFiles.read(DATA.resolve("hand/model"), DATA.resolve("hand").resolve(file), inTriangles);
    }

    private static BoundFunction hand(Instance instance) {
        boolean inTriangles = instance.values().containsKey("us");
        BoundFunction function = objective("Hand", instance).values(inTriangles
                ? new String[] {"errorsInTriangles", "jacobianInTriangles"} : new String[] {"errors", "jacobian"});
        function.run();
        return function;
    }

    private static void hand(BoundFunction function, double[] errors, double[] jacobian, int step) {
        List<String> names = List.copyOf(function.outputs().keySet());
        assertClose(errors, output(function, names.get(0)));
        double[] all = output(function, names.get(1));
        int block = all.length / (errors.length / 3);
        assertClose(jacobian, IntStream.range(0, all.length).filter(i -> i / block % step == 0)
                .mapToDouble(i -> all[i]).toArray());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void handOfAdbenchsTest(boolean inTriangles) throws IOException {
        Json expectedHand = expected.get(inTriangles ? "hand_complicated" : "hand_simple");
        double[] byColumns = expectedHand.get("jacobian_col_major").numbers();
        int columns = byColumns.length / 6;
        double[] byRows = new double[byColumns.length];
        Arrays.setAll(byRows, i -> byColumns[i % columns * 6 + i / columns]);
        hand(hand(hand(inTriangles ? "hand_complicated.txt" : "test.txt", inTriangles)),
                expectedHand.get("objective").numbers(), byRows, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "complicated"})
    void handOfHundredPoints(String kind) throws IOException {
        Json reference = references.get("hand_" + kind + "_c100");
        hand(hand(hand(kind + "_t26_c100.txt", kind.equals("complicated"))), reference.get("errors").numbers(),
                reference.get("jacobian").numbers(), (int) reference.get("step").number());
    }

    /** Below an angle of 0.0001 the hand is not turned: no division by 0, and no derivative by the rotation. */
    @Test
    void handThatIsNotTurned() throws IOException {
        Instance instance = hand("test.txt", false);
        double[] theta = instance.values().get("theta").asDoubles().clone();
        Arrays.fill(theta, 0, 3, 0);
        Map<String, NdArray> values = new HashMap<>(instance.values());
        values.put("theta", NdArray.of(theta, theta.length));
        double[] jacobian = output(hand(new Instance(instance.defines(), values)), "jacobian");
        for (int row = 0; row < jacobian.length / theta.length; row++) {
            for (int i = 0; i < theta.length; i++) {
                double found = jacobian[row * theta.length + i];
                assertTrue(Double.isFinite(found));
                if (i < 6) {
                    assertEquals(i - 3 == row % 3 ? -1 : 0, found + 0.0);
                }
            }
        }
    }
}
