/** On a phone what is about the person folds behind their name; without this it stands open, as on a wide screen. */

document.getElementById("account").open = !matchMedia("(max-width: 767px)").matches;
