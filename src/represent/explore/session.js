// session.js - what this tab remembers: the token, and whether it may load the
// site's images. The token is never in an address, and is gone with the tab.

const read = (store, name) => {
  try {
    return store().getItem(name) ?? '';
  } catch {
    return ''; // a browser may refuse to keep anything
  }
};

const write = (store, name, value) => {
  try {
    if (value === '') store().removeItem(name);
    else store().setItem(name, value);
  } catch {
    // it is then remembered until the page is loaded again
  }
};

const ofTab = () => sessionStorage;
const ofBrowser = () => localStorage;

export const session = {
  token: read(ofTab, 'headmatter-token'),
  showsImages: read(ofBrowser, 'headmatter-images') === 'on',
};

export function setToken(token) {
  session.token = token;
  write(ofTab, 'headmatter-token', token);
}

export function setShowsImages(isOn) {
  session.showsImages = isOn;
  write(ofBrowser, 'headmatter-images', isOn ? 'on' : '');
}
