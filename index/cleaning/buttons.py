"""Words and marks that stand alone on a line of a page and are never a paragraph of an article."""

from __future__ import annotations

import re

BUTTONS = frozenset(
    phrase.strip()
    for phrase in """
    0 comments, about us, accept, accept all, accept all cookies, accept cookies, account, ad, ad
    feedback, add a comment, add to favorites, ads, advertisement, advertisements, advertising, all
    comments, all rights reserved, already a member, already a subscriber, article continues after ad,
    article continues after advertisement, article continues below, article continues below
    advertisement, article image, audio, author, author avatar, author image, author photo, authors,
    avatar, back to top, bluesky, bookmark, breadcrumb, cancel, caption, careers, categories, category,
    change text size, click to enlarge, close, collapse, comment, comments, community guidelines,
    contact us, continue, continue reading, continue reading below, continues after advertising, cookie
    policy, cookie settings, copied, copied to clipboard, copy link, copy link to clipboard, create
    account, create an account, create free account, dark mode, date, dismiss, e-mail, email, email
    address, email this, email this article, enlarge, enlarge this image, enter your email, enter your
    email address, exclusive content, expand, facebook, faq, feature image, featured image, feedback,
    filed under, flipboard, follow, follow us, following, font size, free daily newsletter, free
    newsletter, fullscreen, gallery, get the newsletter, gift this article, go back, go to top, got it,
    help, hero image, hide caption, hide comments, home, homepage, image, image caption, image credit,
    instagram, join the conversation, join the discussion, jump to content, just watched, keep reading,
    keywords, last modified, last updated, lead image, learn more, leave a comment, like, likes, link
    copied, linkedin, listen, listen to article, listen to this article, load more, load more comments,
    loading, log in, log out, login, logo, main menu, manage cookies, maybe later, members only, menu,
    messenger, min read, minute read, minutes read, more, must watch, mute, my account, navigation,
    newsletter, newsletters, next, next article, next story, no, no comments, no thanks, not now, ok,
    open image in gallery, our standards, paid content, partner content, pause, photo, photo credit,
    photo gallery, pin it, pinterest, placeholder, play, please wait, post, post a comment, prev,
    previous, previous article, previous story, print, print article, print this, print this article,
    privacy, privacy notice, privacy policy, privacy settings, profile photo, profile picture, promoted,
    published, read comments, read full article, read full story, read more, read the full story,
    reddit, register, register now, reject all, remind me later, remove ads, replay, replay more videos,
    reply, replying to x, report, report a typo, report an error, retweet, reuse this content, rss,
    save, save article, save for later, scroll down, scroll to continue, search, see all, see all
    results, see full gallery, see more, select language, share, share article, share by email, share on
    facebook, share on linkedin, share on twitter, share on whatsapp, share on x, share options, share
    this, share this article, share this page, share this story, share via email, show caption, show
    comments, show less, show more, sign in, sign up, sign up now, sitemap, skip, skip ad, skip to
    content, skip to main content, slideshow, sponsor, sponsored, sponsored content, start your free
    trial, story continues below, story continues below advertisement, submit, subscribe, subscribe now,
    subscribe today, tags, telegram, terms, terms and conditions, terms of service, terms of use, text
    size, threads, thumbnail, tiktok, toggle caption, topics, translate, tweet, tweet this, twitter,
    unmute, updated, verified, video, view all, view comments, view gallery, view image in fullscreen,
    view more, watch live, watch now, whatsapp, why am i seeing this ad, yes, your email, your email
    address, youtube
    """.replace("\n", " ").split(",")
)
"""Buttons, menu entries, placeholders, in the form that `paragraph.key` gives them."""

ID = re.compile(r"^(?=[^\s]{10,80}$)(?=(?:\D*\d){5})[\w.:/+=-]+$")
"""A bare identifier of an advertisement slot, a widget or a database row."""

DATELINE = re.compile(r"^(?:[A-Z][\w.]*,? ?){1,6}(?:\([\w .]{2,20}\) ?)?[—–-]$|^\([A-Z]{2,6}\)$")
"""A place, an agency and a dash on a line of their own."""
