/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

/** What the page of a survey looks like: the sheet of all reports, with {@code domain.css} behind it. */
final class DomainStyles {
    static final String TEXT = Stylesheet.TEXT + Stylesheet.read("domain.css");

    /** The same for one element of a page of somebody else's. */
    static final String SCOPED = ScopedStyles.of(TEXT, ".smtp-probe");

    static final String POLICY = Stylesheet.policy(TEXT);

    private DomainStyles() {}
}
