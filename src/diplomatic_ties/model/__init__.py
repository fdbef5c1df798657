"""What a record and a published row are: the one source of every contract.

``vocabulary`` names the terms, ``edtf`` the partial dates, ``record`` what curators write,
``tables`` what is published, ``contracts`` the schemas that follow from both.
"""
