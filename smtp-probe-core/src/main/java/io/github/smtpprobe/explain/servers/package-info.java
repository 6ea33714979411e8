/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Logs that a mail server wrote about its own clients: who the client was, and what a finding means to the operator of that
 * server. The package reads no dialogues.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.servers;
