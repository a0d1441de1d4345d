package io.tapeless.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.cli.CliRunner.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be wrong is one message, with the right exit code, and leaves no file. */
class FailureTest {
    @TempDir
    Path folder;
    private Path spec;
    private Path data;
    private List<String> before;

    @BeforeEach
    void files() {
        spec = CliFiles.spec(folder);
        data = CliFiles.data(folder);
    }

    private void fails(int code, String message, Object... arguments) {
        before = CliFiles.names(folder);
        Outcome outcome = CliRunner.run(arguments);
        assertEquals(code, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains(message), outcome.err());
        assertFalse(outcome.err().contains("\tat ") || outcome.err().contains("internal error"), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(before, CliFiles.names(folder));
    }

    private Path weights() {
        return folder.resolve("w.safetensors");
    }

    @Test
    void aWrongShapeInTheSpecIsShownWithACaret() {
        CliFiles.write(spec, CliFiles.SPEC.replace("heNormal(2, HIDDEN)", "heNormal(3, HIDDEN)"));
        fails(1, "Points.model.java:10:26: matmul of f32[B, 2] and f32[3, 4]", "train", spec, "-o", weights());
        Outcome outcome = CliRunner.run("check", spec);
        List<String> lines = outcome.err().lines().toList();
        assertTrue(lines.get(1).contains("tanh(matmul(x, w))"), outcome.err());
        assertTrue(lines.get(2).strip().equals("^"), outcome.err());
    }

    @Test
    void aWrongShapeOfAnInputNamesIt() {
        fails(1, "input x of type f32[B, 2], axis 1: expected 2, found 3", "run", spec, "--in", "x=[[1,2,3]]");
    }

    @Test
    void aLabelThatIsNoClassIsNamed() {
        fails(1, "--in y: element [1] is 7; expected a class from 0 to 1", "run", spec, "--in", "x=[[1,2],[3,4]]",
                "--in", "y=[0,7]");
    }

    @Test
    void valuesThatAreNoneAreNamed() {
        fails(1, "--in x=: expected a file or a literal", "run", spec, "--in", "x=");
        fails(1, "'[[1,2]' is no array literal; at character 7 expected numbers", "run", spec, "--in", "x=[[1,2]");
    }

    @Test
    void unknownNamesAreNamed() {
        fails(1, "has no input z; it has [x, y]", "run", spec, "--in", "z=[1]");
        fails(1, "model Points has no tensor nothing; it has [logits, ", "run", spec, "--in", "x=[[1,2]]",
                "--outputs", "nothing");
        fails(1, "HIDEN", "train", spec, "-D", "HIDEN=3", "-o", weights());
        fails(1, "there is no optimizer adan", "train", spec, "--optimizer", "adan", "-o", weights());
        fails(1, "there is no input z to scale", "train", spec, "--scale", "z=2");
    }

    @Test
    void missingInputsAreNamed() {
        fails(1, "input x : f32[B, 2] is needed and not given", "run", spec);
        fails(1, "input y : i32[B] is needed and not given", "grad", spec, "--in", "x=[[1,2]]");
    }

    @Test
    void filesThatAreMissingOrTruncatedAreNamed() {
        fails(1, "Nothing.model.java: there is no such file", "train", folder.resolve("Nothing.model.java"));
        fails(1, "none.csv: no such file", "train", spec, "--data", folder.resolve("none.csv"), "-o", weights());
        Path cut = CliFiles.write(folder.resolve("cut.npy"), "\u0093NUM");
        fails(1, "cut.npy", "run", spec, "--in", "x=" + cut);
        CliFiles.write(data, "a,b,side\n1,2,0\n3,4\n");
        fails(1, "points.csv", "train", spec, "-o", weights());
    }

    @Test
    void badDataIsReportedWithFileAndLine() {
        CliFiles.write(data, "a,b,side\n1,2,0\n3,NaN,1\n5,6,1\n7,8,0\n");
        fails(1, "points.csv", "train", spec, "-o", weights(), "--checkpoint", folder.resolve("c"));
        assertTrue(CliRunner.run("train", spec).err().contains("3"), "names the line");
        CliFiles.write(data, "a,b,side\n1,2,0\n3,4,2\n5,6,1\n7,8,0\n");
        fails(1, "expected a class from 0 to 1", "train", spec, "-o", weights());
    }

    @Test
    void wrongWeightsAreNamed() {
        CliRunner.run("train", spec, "--epochs", 1, "-o", weights());
        fails(1, "w is f32[2, 4], expected f32[2, 5]", "run", spec, "-D", "HIDDEN=5", "--weights", weights(),
                "--in", "x=[[1,2]]");
        fails(1, "points.csv", "run", spec, "--weights", data, "--in", "x=[[1,2]]");
    }

    @Test
    void anEndlessSpecEnds() {
        CliFiles.write(spec, CliFiles.SPEC.replace("    Tensor hidden", "    { while (true) { int i = 0; } }\n    Tensor hidden"));
        fails(1, "while", "train", spec, "-o", weights());
    }

    @Test
    void badUsageIsCodeTwo() {
        fails(2, "Missing command");
        fails(2, "Missing required parameter: 'SPEC'", "train");
        fails(2, "Unknown option", "train", spec, "--epoch", 3);
        fails(2, "--epochs: expected a positive integer, found many", "train", spec, "--epochs", "many");
        fails(2, "--epochs: expected a positive integer, found 0", "train", spec, "--epochs", 0);
        fails(2, "--resume needs --checkpoint", "train", spec, "--resume");
        fails(2, "--order 2 is the Hessian", "grad", spec, "--order", 2);
        fails(2, "there is no format gif", "inspect", spec, "--format", "gif");
    }

    @Test
    void outputsGoOnlyWhereTheyCan() {
        fails(1, "points.csv: can't hold checkpoints, " + data, "train", spec, "--checkpoint", data);
        fails(1, "there is no directory", "train", spec, "-o", folder.resolve("no").resolve("w.safetensors"));
        fails(1, "expected name=FILE.npy", "run", spec, "--in", "x=[[1,2]]", "--out", "logits=logits.txt");
    }
}
