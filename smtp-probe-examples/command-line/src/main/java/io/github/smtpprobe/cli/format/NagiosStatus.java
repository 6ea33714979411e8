/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

/** The four states of a service, from the best to the worst. */
public enum NagiosStatus {
    /** All works. */
    OK(0),
    /** It works, and should be looked at. */
    WARNING(1),
    /** Nobody can tell. */
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
