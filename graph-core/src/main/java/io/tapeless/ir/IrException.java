package io.tapeless.ir;

/**
 * A graph that can't be: an ill-typed operation, an unknown name, a malformed text. The message says
 * what was found and what was expected; {@link #site()} says where, if known.
 */
public final class IrException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Site site;

    public IrException(String message) {
        this(message, Site.UNKNOWN);
    }

    public IrException(String message, Site site) {
        super(message);
        this.site = site;
    }

    public Site site() {
        return site;
    }
}
