/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The pages: the form, the live view, the result, pasted dialogues, the reply codes. What may be shown to whom is decided by
 * {@code Discretion}, not here.
 */
@NullMarked
package io.github.smtpprobe.examples.web.pages;

import org.jspecify.annotations.NullMarked;
