/** A fresh copy of what `<template data-template="name">` holds. */
export function copyOf(name) {
  return document.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
}

/** The elements in the server's message markup: the only place where text becomes HTML. */
export function elementsFrom(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return [...template.content.children];
}
