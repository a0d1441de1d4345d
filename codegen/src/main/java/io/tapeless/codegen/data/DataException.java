package io.tapeless.codegen.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/**
 * Data that can't be used: a file that is missing, truncated or malformed, or values that don't fit.
 * The message is one line: the file, where in it, what was found and what was expected.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int QUOTED = 40;

    public DataException(String message) {
        super(oneLine(message));
    }

    public DataException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** A failed read or write of {@code file}, put in words. */
    public static DataException of(Object file, IOException e) {
        String what;
        if (e instanceof NoSuchFileException) {
            what = "no such file";
        } else if (e instanceof AccessDeniedException) {
            what = "permission denied";
        } else if (e instanceof EOFException) {
            what = "truncated: the compressed data ends early";
        } else if (e instanceof ZipException) {
            what = "corrupt compressed data: " + e.getMessage();
        } else if (e instanceof FileSystemException f && f.getReason() != null) {
            what = f.getReason();
        } else {
            what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        return new DataException(file + ": " + what, e);
    }

    /** Text found in a file, quoted, and cut if it is long. */
    public static String quote(String found) {
        return "'" + (found.length() <= QUOTED ? found : found.substring(0, QUOTED) + "…") + "'";
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", " ");
    }
}
