/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

/** The style sheet of a survey's page: that of all reports, followed by {@code domain.css}. */
final class DomainStyles {
    static final String TEXT = Stylesheet.TEXT + Stylesheet.read("domain.css");

    /** The same sheet, restricted to one element of another site's page. */
    static final String SCOPED = ScopedStyles.of(TEXT, ".smtp-probe");

    static final String POLICY = Stylesheet.policy(TEXT);

    private DomainStyles() {}
}
