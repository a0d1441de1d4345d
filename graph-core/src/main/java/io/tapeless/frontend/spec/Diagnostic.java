package io.tapeless.frontend.spec;

import io.tapeless.ir.Site;

/**
 * One problem of a spec.
 *
 * @param site where; unknown for a problem of the file as a whole or of an override
 * @param message what was found
 * @param hint what was expected, or what may have been meant; may be empty
 * @param sourceLine the line of the site, without its end; empty if the site is not known
 */
public record Diagnostic(Site site, String message, String hint, String sourceLine) {
    private static final int WIDEST = 160;

    /** Message and hint in one line. */
    public String text() {
        return hint.isEmpty() ? message : message + "; " + hint;
    }

    /**
     * {@code file:line:column: message}, then the source line, then a caret under the column. A long
     * source line is cut around the caret; tabs are kept, so that the caret stands where it should.
     */
    public String render() {
        if (!site.isKnown()) {
            return text();
        }
        if (site.line() == 0 || site.column() == 0) {
            return site.file() + ": " + text();
        }
        int caret = Math.min(site.column() - 1, sourceLine.length());
        int from = Math.max(0, caret - WIDEST / 2);
        String shown = sourceLine.substring(from, Math.min(sourceLine.length(), from + WIDEST));
        StringBuilder blank = new StringBuilder();
        shown.substring(0, caret - from).chars().forEach(c -> blank.append(c == '\t' ? '\t' : ' '));
        return site + ": " + text() + "\n" + shown + "\n" + blank + "^";
    }
}
