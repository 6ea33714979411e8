/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

/** The four states of a service, from the best to the worst. */
public enum NagiosStatus {
    /** Everything works. */
    OK(0),
    /** It works, but needs attention. */
    WARNING(1),
    /** The state is not known. */
    UNKNOWN(3),
    /** It does not work. */
    CRITICAL(2);

    private final int code;

    NagiosStatus(int code) {
        this.code = code;
    }

    /** {@return the exit code} */
    public int code() {
        return code;
    }
}
