/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

/** One event as the wire has it; a comment has only data. */
record Event(int id, String name, String data) {}
