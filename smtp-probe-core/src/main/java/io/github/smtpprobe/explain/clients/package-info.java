/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What mail programs and libraries say when something other than a reply stops them, as tables of phrases and of their meanings.
 * The package reads no dialogues.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.clients;
