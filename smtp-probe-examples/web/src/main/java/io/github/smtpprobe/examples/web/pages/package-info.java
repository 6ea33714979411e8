/* SPDX-License-Identifier: Apache-2.0 */
/** The pages: the form, the live view, the result, pasted dialogues, the reply codes. Nothing here decides who may see what but {@code PublicView}. */
@NullMarked
package io.github.smtpprobe.examples.web.pages;

import org.jspecify.annotations.NullMarked;
