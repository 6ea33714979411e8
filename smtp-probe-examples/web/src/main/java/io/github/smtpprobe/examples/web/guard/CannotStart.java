/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** The settings would open the page to people for whom it is not meant. */
final class CannotStart extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    CannotStart(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    /** {@return what to set instead} */
    String remedy() {
        return remedy;
    }
}
