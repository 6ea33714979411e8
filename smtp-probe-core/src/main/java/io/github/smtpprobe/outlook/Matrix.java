/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;

/** The table of what senders do. */
final class Matrix {
    private Matrix() {}

    static List<Sender> senders() {
        return List.of();
    }
}
