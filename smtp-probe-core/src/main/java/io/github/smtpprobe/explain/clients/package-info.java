/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What mail programs and libraries say themselves when something other than a reply stops them, as tables of phrases and of their
 * meanings. It reads no dialogue.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.clients;
