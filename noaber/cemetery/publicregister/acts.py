"""What can be done with the public register of graves."""

from noaber.agreement.acts import Act

HIDE = Act("publicregister.hide", "Graf uit het openbare register houden")
SHOW = Act("publicregister.show", "Graf weer in het openbare register tonen")
