package io.tapeless.frontend;

import io.tapeless.ir.Site;
import java.util.Objects;

/** The line of the Java program that called this package. */
final class CallerSite {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String PACKAGE = CallerSite.class.getPackageName();

    private CallerSite() {}

    static Site find() {
        return STACK.walk(frames -> frames
                .filter(f -> !inside(f.getClassName()))
                .findFirst()
                .map(f -> new Site(Objects.requireNonNullElse(f.getFileName(), f.getClassName()),
                        Math.max(f.getLineNumber(), 0), 0))
                .orElse(Site.UNKNOWN));
    }

    /** True for this package and for the JDK, whose streams may stand between. */
    private static boolean inside(String className) {
        return className.startsWith("java.")
                || className.startsWith(PACKAGE) && className.lastIndexOf('.') == PACKAGE.length();
    }
}
