package io.tapeless.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tapeless COMMAND …}. Exit codes: 0 done, 1 bad model, data or check failed, 2 bad usage. */
@Command(name = "tapeless", mixinStandardHelpOptions = true, version = "tapeless " + Main.VERSION,
        description = "Compiles model specs to JVM bytecode with their gradients, trains and runs them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CompileCommand.class, TrainCommand.class, RunCommand.class, EvaluateCommand.class,
            GenerateCommand.class, GradCommand.class,
            InspectCommand.class, CheckCommand.class, BenchCommand.class},
        footer = {"", "Exit codes: 0 done, 1 bad model, data or check failed, 2 bad usage."})
public final class Main implements Runnable {
    static final String VERSION = "0.1.0";
    private static final int USAGE_WIDTH = 110;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        int code = execute(writer(FileDescriptor.out), writer(FileDescriptor.err), args);
        System.exit(code);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** Runs one command and returns its exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    command.getErr().println(Failures.message(exception, command.getCommand()));
                    return 1;
                });
        int code;
        try {
            code = line.execute(args);
        } catch (Error failure) {
            err.println(Failures.message(failure, null));
            code = 1;
        }
        out.flush();
        err.flush();
        return code;
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
}
