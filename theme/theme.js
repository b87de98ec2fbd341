// Runs before anything is drawn, so that a chosen colour theme never flashes.
try{var t=localStorage.getItem("archbook-theme");if(t)document.documentElement.dataset.theme=t}catch(e){}
