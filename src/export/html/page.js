"use strict";
for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
document.querySelectorAll("article.roadmap").forEach(setUp);

function setUp(roadmap) {
  const skills = [...roadmap.querySelectorAll("details.skill")];
  filters(roadmap, skills);
  picture(roadmap.querySelector(".picture"));
  for (const skill of skills) skill.open = skill.matches(".learning, .next") || "#" + skill.id === location.hash;
  let before = [];
  addEventListener("beforeprint", () => { before = skills.filter(s => !s.open); before.forEach(s => { s.open = true; }); });
  addEventListener("afterprint", () => before.forEach(s => { s.open = false; }));
}

function byHash(hash) {
  return document.getElementById(decodeURIComponent(hash.slice(1)));
}

function filters(roadmap, skills) {
  const form = roadmap.querySelector("form.tools");
  if (!form) return;
  const text = new Map(skills.map(skill => [skill, skill.textContent.toLowerCase()]));
  const found = form.querySelector(".found");
  const nothing = roadmap.querySelector(".nothing");
  function apply() {
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const statuses = [...form.querySelectorAll("[name=status]:checked")].map(box => box.value);
    const optional = form.querySelector("[name=optional]:checked");
    const kind = form.elements.kind.value;
    let shown = 0;
    for (const skill of skills) {
      const fits = (!statuses.length || statuses.includes(skill.dataset.status))
        && (!optional || "optional" in skill.dataset)
        && (!kind || (skill.dataset.kind || "technical") === kind)
        && words.every(word => text.get(skill).includes(word));
      skill.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const part of roadmap.querySelectorAll(".choice-part, .stage-part")) {
      part.hidden = !part.querySelector("details.skill:not([hidden])");
    }
    nothing.hidden = shown > 0;
    found.textContent = shown === skills.length
      ? `${shown} skills`
      : `${shown} of ${skills.length} skills`;
  }
  const toggle = open => () => skills.forEach(skill => { if (!skill.hidden) skill.open = open; });
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.querySelector("[name=open]").addEventListener("click", toggle(true));
  form.querySelector("[name=close]").addEventListener("click", toggle(false));
  nothing.querySelector("button").addEventListener("click", () => { form.reset(); form.elements.search.focus(); });
  // A link to a skill that a filter hides shows it.
  addEventListener("hashchange", () => {
    const skill = skills.find(skill => "#" + skill.id === location.hash);
    if (!skill) return;
    if (skill.hidden) form.reset();
    setTimeout(() => { skill.open = true; skill.scrollIntoView({ block: "start" }); });
  });
  apply();
}

function picture(picture) {
  const links = new Map([...picture.querySelectorAll(".chip > a")].map(link => [link.hash, link]));
  const peek = document.createElement("div");
  peek.className = "peek";
  peek.id = picture.dataset.key + "peek";
  let selected = null;

  function light(link) {
    for (const chip of picture.querySelectorAll(".lit, .self, .need, .unlock")) chip.classList.remove("lit", "self", "need", "unlock");
    picture.classList.toggle("lit", Boolean(link));
    if (!link) return;
    link.parentElement.classList.add("lit", "self");
    for (const [title, name] of [["Needs", "need"], ["Unlocks", "unlock"]]) {
      for (const { hash } of row(link, title)?.querySelectorAll("a") ?? []) {
        // A group stands for the skills in it.
        const part = byHash(hash);
        const skills = part.matches(".skill") ? [part] : part.querySelectorAll(".skill");
        for (const skill of skills) links.get("#" + skill.id).parentElement.classList.add("lit", name);
      }
    }
  }

  // What the details of a skill say under this title.
  function row(link, title) {
    const terms = [...byHash(link.hash).querySelectorAll("dt")];
    return terms.find(term => term.textContent === title)?.nextElementSibling;
  }

  // Until it is chosen, Tab goes on to the next chip instead of into the details.
  function show(link, chosen) {
    selected = link;
    light(link);
    const skill = byHash(link.hash);
    const add = (tag, name, text) => {
      const node = document.createElement(tag);
      node.className = name;
      node.textContent = text;
      peek.append(node);
      return node;
    };
    peek.replaceChildren();
    add("p", "peek-title", link.querySelector(".name").textContent);
    add("p", "small", link.querySelector(".small").textContent);
    const what = skill.querySelector(".what");
    if (what) peek.append(what.cloneNode(true));
    const list = document.createElement("dl");
    for (const title of ["Needs", "Unlocks"]) {
      const found = row(link, title);
      if (found) list.append(found.previousElementSibling.cloneNode(true), found.cloneNode(true));
    }
    if (list.children.length) peek.append(list);
    const more = add("a", "more", "All details");
    more.href = link.hash;
    if (!chosen) for (const inside of peek.querySelectorAll("a")) inside.tabIndex = -1;
    link.after(peek);
    link.setAttribute("aria-describedby", peek.id);
  }

  function hide() {
    selected?.removeAttribute("aria-describedby");
    selected = null;
    peek.remove();
    light(null);
  }

  picture.addEventListener("focusin", event => {
    const link = event.target.closest(".chip > a");
    if (link && link !== selected) show(link);
  });
  picture.addEventListener("focusout", event => {
    if (selected && !selected.parentElement.contains(event.relatedTarget)) hide();
  });
  picture.addEventListener("click", event => {
    const link = event.target.closest(".chip > a");
    if (!link) return;
    event.preventDefault();
    // Some browsers do not focus what is clicked.
    link.focus({ preventScroll: true });
    show(link, true);
  });
  picture.addEventListener("mouseover", event => {
    if (selected) return;
    const link = event.target.closest(".chip > a");
    light(link);
  });
  picture.addEventListener("mouseleave", () => { if (!selected) light(null); });
  picture.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !selected) return;
    const link = selected;
    hide();
    if (document.activeElement !== link) link.focus();
    hide();
  });
}
