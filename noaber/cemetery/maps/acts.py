"""What can be done with the map of a cemetery."""

from noaber.agreement.acts import Act

TAKE_IN = Act("maps.take_in", "Kaart van graven inlezen")
LAY_OUT = Act("maps.lay_out", "Schematische kaart van graven maken")
