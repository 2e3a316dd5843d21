"""Good Offices: the mediator's workbench.

The rooms, in the order in which data flows up: `reading`, `record`, `access`, `journal`,
`conflict`, `stability`, `settlement`, `charts`, `brief`, `store`, `service`, `desk`, `cli`.
Importing this package loads none of them.
"""

__version__ = "0.1.0"
