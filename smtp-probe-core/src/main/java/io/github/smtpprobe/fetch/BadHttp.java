/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import java.io.IOException;

/** What a host sent is no answer of HTTP/1.1, or only a part of one. The message says so in words of ours. */
final class BadHttp extends IOException {
    private static final long serialVersionUID = 1L;

    BadHttp(String what) {
        super(what);
    }
}
