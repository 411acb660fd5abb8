"""What can be done with formation and wages."""

from noaber.agreement.acts import Act

IMPORT_PAYROLL = Act("staffing.import_payroll", "Loonbestand inlezen")
SET_FORMATION = Act("staffing.set_formation", "Formatie vastleggen")
SET_SALARY_TABLE = Act("staffing.set_salary_table", "Salaristabel vastleggen")
START_REVALUATION = Act("staffing.start_revaluation", "Onderzoek naar een functie melden")
DISCUSS_REVALUATION = Act("staffing.discuss_revaluation", "Besproken herwaardering vastleggen")
