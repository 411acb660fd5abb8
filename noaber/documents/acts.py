"""What can be done with documents that were applied for."""

from noaber.agreement.acts import Act

APPLY = Act("documents.apply", "Aanvraag van een document vastleggen")
RECEIVE = Act("documents.receive", "Levering van documenten inboeken")
HAND_OUT = Act("documents.hand_out", "Document uitreiken")
DESTROY = Act("documents.destroy", "Document aan het verkeer onttrekken of terugsturen")
CANCEL = Act("documents.cancel", "Aanvraag van een document laten vervallen")
PASS_TERM = Act("documents.pass_term", "Norm van een document laten verstrijken")
CHECK = Act("documents.check", "Controle op niet afgehaalde documenten vastleggen", settles=True)
