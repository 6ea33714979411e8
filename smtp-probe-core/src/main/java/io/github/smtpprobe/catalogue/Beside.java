/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.List;

/**
 * Phrases of replies that tell no cause.
 *
 * @param asides  what stands beside the cause
 * @param lasting say that it will be so for good
 * @param passing say that it is so for now
 */
record Beside(List<Phrase> asides, List<Phrase> lasting, List<Phrase> passing) {}
