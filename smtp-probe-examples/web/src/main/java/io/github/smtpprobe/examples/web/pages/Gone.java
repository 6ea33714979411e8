/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such probe, or it no longer exists. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Gone() {
        super("no such probe");
    }
}
